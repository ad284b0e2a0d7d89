package issuance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import measure.Comparison;
import measure.EndedEarly;
import measure.Json;
import measure.Machine;
import measure.Playground;
import measure.Spread;
import measure.Table;

/**
 * Run by {@code deploy/bench history}, from the checkout's folder, after a build. The same server on two databases of
 * one PostgreSQL, one of them with a long past, in turns.
 */
final class History {

    private static final int CUSTOMERS = 2000;
    private static final int KEYS = 2000;
    private static final int DATABASES_TO_CERTIFICATES = 10;
    /** With its indexes, the log of the changes and room for both. */
    private static final long BYTES_A_ROW = 3000;

    /** Microseconds for the newest certificate of a database, asked 2,000 times of 2,000 databases. */
    private static final String NEWEST = """
            create temp table took (micros float8);
            do $$ declare one uuid; begin_at timestamptz; begin
                create temp table asked as select uuid from known_database order by md5(uuid::text) limit 2000;
                begin_at := clock_timestamp();
                for one in select uuid from asked loop
                    perform serial from certificate where database_uuid = one order by issued_at desc limit 1;
                end loop;
                insert into took select extract(epoch from clock_timestamp() - begin_at) * 1e6 / 2000;
            end $$;
            select micros from took;
            """;

    private enum Subject {
        WITHOUT("without a past"),
        WITH("with it");

        final String title;

        Subject(String title) {
            this.title = title;
        }
    }

    /** One round of one subject: seconds, certificates and their repetition under load, microseconds. */
    private record Round(double ready, Turn issuing, Turn again, double newest) {}

    private record Figure(String title, String unit, String format, ToDoubleFunction<Round> of) {}

    private static final List<Figure> FIGURES = List.of(
            new Figure("ready after", "s", "%.2f", Round::ready),
            new Figure("issued a second", "/s", "%.0f", round -> round.issuing().perSecond()),
            new Figure("p99 of it", "ms", "%.1f", round -> round.issuing().p99()),
            new Figure(
                    "CPU a certificate", "µs", "%.0f", round -> round.issuing().cpu()),
            new Figure(
                    "given again a second", "/s", "%.0f", round -> round.again().perSecond()),
            new Figure(
                    "p99 of it, given again",
                    "ms",
                    "%.1f",
                    round -> round.again().p99()),
            new Figure("newest of a database, by SQL", "µs", "%.0f", Round::newest));

    private final Options options;
    private final Playground playground;
    private final Postgres postgres;
    private final Turns turns;
    private final List<String> signingRequests;
    private final Map<Subject, Past> pasts = new EnumMap<>(Subject.class);
    private final Map<Subject, Path> data = new EnumMap<>(Subject.class);
    private final Map<Subject, Contender> contenders = new EnumMap<>(Subject.class);
    private final Map<Subject, Asked> again = new EnumMap<>(Subject.class);
    private final Map<Subject, List<Double>> starts = new EnumMap<>(Subject.class);
    private final Map<Subject, List<Round>> rounds = new EnumMap<>(Subject.class);

    private History(Options options, Playground playground, Postgres postgres, List<String> signingRequests) {
        this.options = options;
        this.playground = playground;
        this.postgres = postgres;
        this.turns = new Turns(postgres);
        this.signingRequests = signingRequests;
        pasts.put(Subject.WITHOUT, new Past(CUSTOMERS, 0));
        pasts.put(
                Subject.WITH,
                new Past(Math.max(CUSTOMERS, options.rows() / DATABASES_TO_CERTIFICATES), options.rows()));
    }

    public static void main(String[] arguments) throws Exception {
        Options options = Options.of(arguments);
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            mustHaveRoom(playground, options.rows());
            System.err.println("Making " + KEYS + " keys with signing requests ...");
            List<String> signingRequests = SigningRequests.make(KEYS);
            History history = new History(options, playground, Postgres.start(playground), signingRequests);
            history.fill();
            history.start();
            history.run();
            System.exit(history.tell(machine) ? 0 : 1);
        } catch (EndedEarly | IOException e) {
            // After Ctrl-C everybody ends and files go, and nobody needs to hear of it.
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
    }

    private static void mustHaveRoom(Playground playground, long rows) throws IOException {
        Path folder = playground.folder("room");
        long free = folder.toFile().getUsableSpace();
        if (free < rows * BYTES_A_ROW) {
            throw new EndedEarly("%,d rows need about %d GB in %s, and %d GB are free. Ask for fewer with --rows."
                    .formatted(rows, rows * BYTES_A_ROW / 1_000_000_000, folder.getParent(), free / 1_000_000_000));
        }
    }

    /** A first start makes the tables. */
    private void fill() throws Exception {
        for (Subject subject : Subject.values()) {
            postgres.createDatabase(database(subject));
            data.put(subject, playground.folder("padlock"));
            padlock(subject).stop(playground);
            Past past = pasts.get(subject);
            System.err.printf(
                    "Filling in %,d databases and %,d certificates ...%n", past.databases(), past.certificates());
            long from = System.nanoTime();
            postgres.sql(database(subject), past.asSql());
            System.err.printf("  after %d s it is %s.%n", (System.nanoTime() - from) / 1_000_000_000, size(subject));
        }
    }

    private static String database(Subject subject) {
        return "padlock_" + subject.name().toLowerCase(Locale.ROOT);
    }

    private String size(Subject subject) throws Exception {
        return postgres.sql("postgres", "select pg_size_pretty(pg_database_size('" + database(subject) + "'))");
    }

    private Padlock padlock(Subject subject) throws Exception {
        return Padlock.start(playground, postgres, database(subject), data.get(subject), false);
    }

    /** Often enough to tell, then once more to stay. */
    private void start() throws Exception {
        for (int round = 1; round <= options.runs(); round++) {
            System.err.println("Start " + round + " of " + options.runs() + " ...");
            for (Subject subject : Subject.values()) {
                postgres.checkpoint();
                Padlock padlock = padlock(subject);
                starts.computeIfAbsent(subject, none -> new ArrayList<>()).add(padlock.secondsUntilReady());
                padlock.stop(playground);
            }
        }
        System.err.println("Warming up ...");
        for (Subject subject : Subject.values()) {
            Padlock padlock = padlock(subject);
            Customers customers = pasts.get(subject).some(CUSTOMERS);
            contenders.put(
                    subject,
                    new Contender(
                            subject.title,
                            Map.of(Door.V1, padlock.asked(Door.V1, customers, signingRequests)),
                            padlock::cpuSeconds,
                            () -> 0,
                            database(subject),
                            "certificate"));
            again.put(subject, padlock.askedAgain(customers, signingRequests));
            // What is asked again must have been asked.
            do {
                turns.warmUp(contenders.get(subject), Door.V1, options.mostConnections(), options.warmUp());
            } while (turns.certificates(contenders.get(subject)) < CUSTOMERS);
            turns.takeAgain(contenders.get(subject), again.get(subject), options.mostConnections(), 2);
        }
    }

    private void run() throws Exception {
        for (int round = 1; round <= options.runs(); round++) {
            System.err.println("Round " + round + " of " + options.runs() + " ...");
            for (Subject subject : Subject.values()) {
                Contender contender = contenders.get(subject);
                rounds.computeIfAbsent(subject, none -> new ArrayList<>())
                        .add(new Round(
                                starts.get(subject).get(round - 1),
                                turns.take(contender, Door.V1, options.mostConnections(), options.seconds()),
                                turns.takeAgain(
                                        contender, again.get(subject), options.mostConnections(), options.seconds()),
                                Double.parseDouble(postgres.sql(database(subject), NEWEST))));
            }
        }
    }

    private boolean tell(Machine machine) throws Exception {
        System.out.printf("%s%nPostgreSQL: %s%n", machine.inWords(), postgres.settings());
        System.out.printf(
                "Medians of %d (least to most), %d connections, turns of %d s. A past of %,d certificates of %,d databases, %s.%n%n",
                options.runs(),
                options.mostConnections(),
                options.seconds(),
                pasts.get(Subject.WITH).certificates(),
                pasts.get(Subject.WITH).databases(),
                size(Subject.WITH));
        System.out.print(table());
        turns.failures().forEach(failure -> System.out.println("\n" + failure));
        if (options.json()) {
            System.out.println(asJson(machine));
        }
        return turns.failures().isEmpty();
    }

    private Table table() {
        Table table = new Table("", Subject.WITH.title, Subject.WITHOUT.title, "ratio");
        for (Figure figure : FIGURES) {
            String format = figure.format() + " " + figure.unit();
            table.row(
                    figure.title(),
                    Spread.of(rounds.get(Subject.WITH), figure.of()).in(figure.format()) + " " + figure.unit(),
                    Spread.of(rounds.get(Subject.WITHOUT), figure.of()).in(figure.format()) + " " + figure.unit(),
                    "%.2f".formatted(comparison(figure).ratio()));
        }
        return table;
    }

    private Comparison comparison(Figure figure) {
        return new Comparison(
                figure.title(),
                figure.unit(),
                Spread.of(rounds.get(Subject.WITH), figure.of()).median(),
                Spread.of(rounds.get(Subject.WITHOUT), figure.of()).median());
    }

    private String asJson(Machine machine) {
        return Json.object(
                "benchmark", Json.text("history"),
                "machine", Json.text(machine.inWords()),
                "runs", String.valueOf(options.runs()),
                "certificates", String.valueOf(pasts.get(Subject.WITH).certificates()),
                "databases", String.valueOf(pasts.get(Subject.WITH).databases()),
                "comparisons",
                        FIGURES.stream()
                                .map(figure -> comparison(figure).asJson())
                                .collect(Collectors.joining(",", "[", "]")));
    }
}
