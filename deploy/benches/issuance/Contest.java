package issuance;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import measure.Playground;

/** Starts everybody who is measured, on one PostgreSQL. */
final class Contest {

    private static final int DATABASES = 2000;
    private static final int KEYS = 4000;

    private final Postgres postgres;
    private final Padlock padlock;
    private final Map<Subject, Contender> contenders;

    private Contest(Postgres postgres, Padlock padlock, Map<Subject, Contender> contenders) {
        this.postgres = postgres;
        this.padlock = padlock;
        this.contenders = contenders;
    }

    static Contest start(Playground playground, Options options) throws Exception {
        System.err.println("Making " + KEYS + " keys with signing requests ...");
        List<String> signingRequests = SigningRequests.make(KEYS);
        Customers customers = Customers.some(DATABASES);
        System.err.println("Starting PostgreSQL, Padlock and its rival ...");
        Postgres postgres = Postgres.start(playground);
        Padlock padlock =
                Padlock.startNew(playground, postgres, options.profiler().isPresent());
        padlock.register(customers);
        Map<Subject, Contender> contenders = new EnumMap<>(Subject.class);
        contenders.put(
                Subject.PADLOCK,
                new Contender(
                        Subject.PADLOCK.title,
                        atEachDoor(options, door -> padlock.asked(door, customers, signingRequests)),
                        padlock::cpuSeconds,
                        () -> 0,
                        Padlock.DATABASE,
                        "certificate"));
        if (options.rival()) {
            contenders.put(Subject.CFSSL_POOLED, pooled(playground, postgres, options, customers, signingRequests));
            contenders.put(Subject.CFSSL, direct(playground, postgres, options, customers, signingRequests));
        }
        return new Contest(postgres, padlock, contenders);
    }

    private static Contender pooled(
            Playground playground,
            Postgres postgres,
            Options options,
            Customers customers,
            List<String> signingRequests)
            throws Exception {
        String database = "cfssl_pooled";
        Cfssl.createTables(postgres, database);
        PgBouncer pooler = PgBouncer.start(playground, postgres, database);
        Cfssl cfssl = Cfssl.start(
                playground,
                Subject.CFSSL_POOLED.title,
                "postgres://" + postgres.user() + "@127.0.0.1:" + pooler.port() + "/" + database
                        + "?sslmode=disable&binary_parameters=yes");
        return new Contender(
                Subject.CFSSL_POOLED.title,
                atEachDoor(options, door -> cfssl.asked(door, customers, signingRequests)),
                cfssl::cpuSeconds,
                pooler::cpuSeconds,
                database,
                "certificates");
    }

    private static Contender direct(
            Playground playground,
            Postgres postgres,
            Options options,
            Customers customers,
            List<String> signingRequests)
            throws Exception {
        String database = "cfssl";
        Cfssl.createTables(postgres, database);
        String account = postgres.user() + ":" + postgres.password();
        Cfssl cfssl = Cfssl.start(
                playground,
                Subject.CFSSL.title,
                "postgres://" + account + "@" + postgres.host() + ":" + postgres.port() + "/" + database
                        + "?sslmode=disable");
        return new Contender(
                Subject.CFSSL.title,
                atEachDoor(options, door -> cfssl.asked(door, customers, signingRequests)),
                cfssl::cpuSeconds,
                () -> 0,
                database,
                "certificates");
    }

    private static Map<Door, Asked> atEachDoor(Options options, Function<Door, Asked> asked) {
        return options.doors().stream()
                .collect(Collectors.toMap(door -> door, asked, (one, same) -> one, () -> new EnumMap<>(Door.class)));
    }

    Map<Subject, Contender> contenders() {
        return contenders;
    }

    Turns turns() {
        return new Turns(postgres);
    }

    long padlocksProcess() {
        return padlock.pid();
    }

    Map<String, String> postgresSettings() throws Exception {
        return postgres.settings();
    }
}
