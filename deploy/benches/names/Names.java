package names;

import io.padlock.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import measure.Comparison;
import measure.EndedEarly;
import measure.Json;
import measure.Launch;
import measure.Machine;
import measure.Playground;
import measure.Ports;
import measure.Running;
import measure.Spread;
import measure.Table;
import measure.Usage;

/**
 * Run by {@code deploy/bench dns}, from the checkout's folder, after a build. Padlock and Debian's unbound answer for the same
 * names, the latter from a list of them; they are asked in turn, round after round, by the same program.
 */
final class Names {

    private static final int ZONES = 20_000;

    private enum Subject {
        PADLOCK("Padlock"),
        UNBOUND("unbound, from local data");

        private final String title;

        Subject(String title) {
            this.title = title;
        }
    }

    /** Of one turn. */
    private record Turn(double perSecond, double median, double p99, double cpuPerMillion, long lost) {}

    private final Playground playground;
    private final Map<Subject, Running> running = new EnumMap<>(Subject.class);
    private final Map<Subject, Integer> ports = new EnumMap<>(Subject.class);
    private final Map<Subject, List<Turn>> turns = new EnumMap<>(Subject.class);
    private final List<String> names = BoxNames.of(ZONES);

    private final int sockets;

    private Names(Playground playground, int sockets) {
        this.playground = playground;
        this.sockets = sockets;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        int runs = number(given, "--runs", 5);
        int seconds = number(given, "--seconds", 8);
        Machine machine = Machine.now();
        Playground playground = Playground.open();
        try {
            Names bench = new Names(playground, number(given, "--sockets", 2));
            bench.startPadlock();
            bench.startUnbound();
            bench.run(runs, seconds);
            bench.tell(machine, runs, seconds, given.contains("--json"));
        } catch (EndedEarly | IOException e) {
            if (playground.isOpen()) {
                System.err.println("\n" + e);
            }
            System.exit(1);
        }
        System.exit(0);
    }

    private static int number(List<String> given, String option, int otherwise) {
        return given.contains(option) ? Integer.parseInt(given.get(given.indexOf(option) + 1)) : otherwise;
    }

    private void startPadlock() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(playground.folder("postgres"), none -> {});
        playground.hold(postgres);
        int port = Ports.free();
        ports.put(Subject.PADLOCK, port);
        Map<String, String> settings = Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                postgres.reactiveUrl(),
                "QUARKUS_DATASOURCE_USERNAME",
                postgres.user(),
                "QUARKUS_DATASOURCE_PASSWORD",
                postgres.password(),
                "PADLOCK_DNS_ENABLED",
                "true",
                "PADLOCK_DNS_HOST",
                "127.0.0.1",
                "PADLOCK_DNS_PORT",
                String.valueOf(port),
                // One client asks for everything here.
                "PADLOCK_DNS_ANSWERS_PER_SECOND",
                "0");
        Running server = playground.start(
                Launch.server("Padlock", Ports.free(), playground.folder("padlock"), settings));
        server.secondsUntilReady();
        running.put(Subject.PADLOCK, server);
        psql(postgres, "insert into zone (label, database_uuid, assigned_at)"
                + " select lpad(to_hex(i), 8, '0'), gen_random_uuid(), now() from generate_series(0, " + (ZONES - 1) + ") i");
        // It looks every two seconds which are new.
        TimeUnit.SECONDS.sleep(5);
    }

    private static void psql(EmbeddedPostgres postgres, String sql) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "psql",
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                postgres.host(),
                "-p",
                String.valueOf(postgres.port()),
                "-U",
                postgres.user(),
                "-d",
                "postgres",
                "-c",
                sql);
        builder.environment().put("PGPASSWORD", postgres.password());
        Process psql = builder.redirectErrorStream(true).start();
        String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (psql.waitFor() != 0) {
            throw new EndedEarly("PostgreSQL refused: " + said);
        }
    }

    private void startUnbound() throws Exception {
        int port = Ports.free();
        ports.put(Subject.UNBOUND, port);
        Path configuration = Unbound.configure(playground.folder("unbound"), port, names);
        Running unbound = playground.start(new Launch(
                Subject.UNBOUND.title,
                List.of("unbound", "-d", "-c", configuration.toString()),
                Map.of(),
                port,
                "",
                ""));
        unbound.secondsUntilReady();
        running.put(Subject.UNBOUND, unbound);
    }

    private void run(int runs, int seconds) throws Exception {
        for (int round = 0; round <= runs; round++) {
            System.err.println(round == 0 ? "Warming up ..." : "Round " + round + " of " + runs + " ...");
            for (Subject subject : Subject.values()) {
                Turn turn = turn(subject, round == 0 ? Math.max(10, seconds) : seconds);
                if (round > 0) {
                    turns.computeIfAbsent(subject, none -> new ArrayList<>()).add(turn);
                }
            }
        }
    }

    private Turn turn(Subject subject, int seconds) throws Exception {
        ProcessHandle process = running.get(subject).process().toHandle();
        double cpu = Usage.cpuSeconds(process);
        Asker.Result result = Asker.ask(ports.get(subject), names, sockets, seconds);
        running.get(subject).mustBeAlive();
        double cpuPerMillion = (Usage.cpuSeconds(process) - cpu) / result.answered() * 1e6;
        return new Turn(
                result.answered() / (double) seconds,
                result.percentile(0.50),
                result.percentile(0.99),
                cpuPerMillion,
                result.lost());
    }

    private void tell(Machine machine, int runs, int seconds, boolean asJson) {
        Table table = new Table("", "answers a second", "median, µs", "p99, µs", "CPU s for a million", "lost");
        turns.forEach((subject, all) -> table.row(
                subject.title,
                Spread.of(all, Turn::perSecond).in("%.0f"),
                Spread.of(all, Turn::median).in("%.0f"),
                Spread.of(all, Turn::p99).in("%.0f"),
                Spread.of(all, Turn::cpuPerMillion).in("%.1f"),
                String.valueOf(all.stream().mapToLong(Turn::lost).sum())));
        List<Comparison> comparisons = List.of(
                new Comparison(
                        "answers a second",
                        "/s",
                        median(Subject.PADLOCK, Turn::perSecond),
                        median(Subject.UNBOUND, Turn::perSecond)),
                new Comparison(
                        "p99", "µs", median(Subject.PADLOCK, Turn::p99), median(Subject.UNBOUND, Turn::p99)),
                new Comparison(
                        "CPU for a million",
                        "s",
                        median(Subject.PADLOCK, Turn::cpuPerMillion),
                        median(Subject.UNBOUND, Turn::cpuPerMillion)));
        Table ratios = new Table("", "Padlock", "unbound", "ratio");
        comparisons.forEach(one -> ratios.row(
                one.name(),
                String.format(Locale.ROOT, "%.1f %s", one.ours(), one.unit()),
                String.format(Locale.ROOT, "%.1f %s", one.other(), one.unit()),
                String.format(Locale.ROOT, "%.2f", one.ratio())));
        System.out.print("""
                %s
                %d names in as many zones, asked for over UDP by %d sockets with %d questions under way each; medians of %d
                turns of %d s (least to most). Who asks takes a core and more of the same machine.

                %s
                %s""".formatted(
                        machine.inWords(), ZONES, sockets, Asker.UNDER_WAY, runs, seconds, table, ratios));
        if (asJson) {
            System.out.println(Json.object(
                    "benchmark",
                    Json.text("dns"),
                    "machine",
                    Json.text(machine.inWords()),
                    "runs",
                    String.valueOf(runs),
                    "comparisons",
                    comparisons.stream()
                            .map(Comparison::asJson)
                            .collect(java.util.stream.Collectors.joining(",", "[", "]"))));
        }
    }

    private double median(Subject subject, java.util.function.ToDoubleFunction<Turn> figure) {
        return Spread.of(turns.get(subject), figure).median();
    }
}
