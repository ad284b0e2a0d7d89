package io.padlock.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Alone;
import io.padlock.running.KeptConnection;
import io.padlock.running.KeptConnection.Reply;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody finds out which databases exist: an unknown UUID and a wrong code are answered by the same octets, in the same
 * time. Of time that is a statement about many requests. Each is of a kind that is drawn at random, so whatever else the
 * machine does slows all kinds alike, and what differs between them beyond chance is the server's doing.
 */
@Alone
class IndistinguishableIT {

    private static final int DATABASES = 40;
    private static final int REQUESTS = Length.of(3_000, 300_000);
    private static final int NOT_COUNTED = 1_000;
    /** On a machine that does much else besides it takes more of them to find so little. */
    private static final int MOST_ROUNDS = 6;

    /** In nanoseconds: what takes so much longer is found. */
    private static final long FOUND = Length.of(500_000, 100_000);

    /** Whether it may have certificates is for those to know who know its code. */
    private static final List<String> ANY_KIND =
            List.of("PRODUCTION", "PRODUCTION", "PRODUCTION", "STAGING", "COPY", "DUPLICATE", "DEVELOPMENT");

    private static final String SIGNING_REQUEST = Requests.good();

    /** Two kinds of unknown ones, which nothing can tell apart, say what chance and this machine make of equal answers. */
    private enum Kind {
        KNOWN,
        UNKNOWN,
        UNKNOWN_TOO,
        /** Unknown, and answered too late, by the measurement itself: it has to find that. */
        UNKNOWN_AND_DELAYED
    }

    private record Database(String uuid, String code) {
        static Database random() {
            long digits = UUID.randomUUID().getMostSignificantBits() >>> 20;
            return new Database(UUID.randomUUID().toString(), "M" + (10_000_000_000_000L + digits));
        }
    }

    @TempDir
    private static Path data;

    private static Server server;
    private static final Map<Kind, List<Database>> DATABASES_OF = new EnumMap<>(Kind.class);
    private final Random random = new Random();

    @BeforeAll
    static void databases_with_all_that_the_server_can_know_of_them() throws Exception {
        // Each request comes from an address of its own: so the budgets are asked, as they are in the field, and never
        // used up.
        server = Server.start(data, Server.AS_USUAL, "-Dpadlock.budget.address.proxies=1");
        for (Kind kind : Kind.values()) {
            DATABASES_OF.put(kind, new ArrayList<>());
            for (int i = 0; i < DATABASES; i++) {
                DATABASES_OF.get(kind).add(Database.random());
            }
        }
        try (KeptConnection connection = new KeptConnection(server.port())) {
            int registered = 0;
            for (Database known : DATABASES_OF.get(Kind.KNOWN)) {
                server.register(known.uuid(), known.code(), "PRODUCTION");
                Reply issued = connection.ask(Door.CERTIFICATES.request(
                        known.uuid(), known.code(), SIGNING_REQUEST, "X-Forwarded-For: 198.51.100.7"));
                assertThat(issued.status()).as(issued.text()).isEqualTo(201);
                server.register(known.uuid(), known.code(), ANY_KIND.get(registered++ % ANY_KIND.size()));
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void an_unknown_database_and_a_wrong_code_are_answered_by_the_same_octets(Door door) throws Exception {
        try (KeptConnection connection = new KeptConnection(server.port())) {
            for (WrongCode wrong : WrongCode.values()) {
                Database known = any(Kind.KNOWN);
                String code = wrong.insteadOf(known.code(), random);
                String unknown = saidTo(connection, door, any(Kind.UNKNOWN).uuid(), code);

                assertThat(unknown).contains("UNKNOWN_DATABASE_OR_CONTRACT");
                for (String uuid : List.of(
                        known.uuid(),
                        known.uuid().toUpperCase(Locale.ROOT),
                        any(Kind.UNKNOWN).uuid().toUpperCase(Locale.ROOT),
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        known.uuid().substring(0, 35) + (known.uuid().endsWith("0") ? "1" : "0"))) {
                    assertThat(saidTo(connection, door, uuid, code))
                            .as("%s, code %s, to %s", door, wrong, uuid)
                            .isEqualTo(unknown);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void an_unknown_database_and_a_wrong_code_are_answered_in_the_same_time(Door door) throws Exception {
        Measured measured = measure(door);

        long[] unknown = measured.of(Kind.UNKNOWN);
        RankTest control = RankTest.of(unknown, measured.of(Kind.UNKNOWN_TOO));
        RankTest delayed = RankTest.of(unknown, measured.of(Kind.UNKNOWN_AND_DELAYED));
        RankTest known = RankTest.of(both(unknown, measured.of(Kind.UNKNOWN_TOO)), measured.of(Kind.KNOWN));
        RankTest nearly = RankTest.of(
                measured.of(WrongCode.OF_THE_SAME_LENGTH), measured.of(WrongCode.RIGHT_BUT_FOR_ITS_LAST_LETTER));
        String figures = String.format(
                Locale.ROOT,
                "%s: %d answers a round, %d rounds, median %.0f µs. Known and unknown: %s; two kinds of unknown: %s;"
                        + " a code right but for its last letter and one wrong from its first: %s; a delay of %.0f µs: %s."
                        + " The smallest that is always found: %.0f µs, between nearly right ones %.0f µs.",
                door,
                REQUESTS,
                measured.rounds(),
                quantile(unknown, 0.5) / 1e3,
                known,
                control,
                nearly,
                FOUND / 1e3,
                delayed,
                measured.smallestFound() / 1e3,
                measured.smallestFoundInCodes() / 1e3);
        System.out.println(figures);
        assertThat(delayed.tellsThemApart()).as("A delay is found. " + figures).isTrue();
        assertThat(measured.isFineEnough())
                .as("So small a delay would have been found. " + figures)
                .isTrue();
        assertThat(control.tellsThemApart()).as("Equals are equal. " + figures).isFalse();
        assertThat(known.tellsThemApart()).as("Known and unknown. " + figures).isFalse();
        assertThat(nearly.tellsThemApart()).as("Nearly right. " + figures).isFalse();
    }

    private record Measured(Map<Kind, List<Long>> byKind, Map<WrongCode, List<Long>> ofKnown, int rounds) {

        boolean isFineEnough() {
            return smallestFound() <= FOUND && smallestFoundInCodes() <= FOUND;
        }

        long smallestFound() {
            return RankTest.smallestFound(both(of(Kind.UNKNOWN), of(Kind.UNKNOWN_TOO)), of(Kind.KNOWN));
        }

        /** Fewer are compared there. */
        long smallestFoundInCodes() {
            return RankTest.smallestFound(
                    of(WrongCode.OF_THE_SAME_LENGTH), of(WrongCode.RIGHT_BUT_FOR_ITS_LAST_LETTER));
        }

        long[] of(Kind kind) {
            return longs(byKind.get(kind));
        }

        long[] of(WrongCode wrong) {
            return longs(ofKnown.get(wrong));
        }

        private static long[] longs(List<Long> list) {
            return list.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private Measured measure(Door door) throws Exception {
        Map<Kind, List<Long>> byKind = new EnumMap<>(Kind.class);
        Map<WrongCode, List<Long>> ofKnown = new EnumMap<>(WrongCode.class);
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new ArrayList<>());
        }
        for (WrongCode wrong : WrongCode.values()) {
            ofKnown.put(wrong, new ArrayList<>());
        }
        try (KeptConnection connection = new KeptConnection(server.port())) {
            ask(connection, door, NOT_COUNTED, (kind, wrong, took) -> {});
            for (int round = 1; ; round++) {
                ask(connection, door, REQUESTS, (kind, wrong, took) -> {
                    byKind.get(kind).add(took);
                    if (kind == Kind.KNOWN) {
                        ofKnown.get(wrong).add(took);
                    }
                });
                Measured measured = new Measured(byKind, ofKnown, round);
                if (round == MOST_ROUNDS || measured.isFineEnough()) {
                    return measured;
                }
            }
        }
    }

    private interface Clock {
        void took(Kind kind, WrongCode wrong, long nanos);
    }

    private void ask(KeptConnection connection, Door door, int requests, Clock clock) throws Exception {
        for (int i = 0; i < requests; i++) {
            Kind kind = random.nextInt(5) == 0 ? Kind.KNOWN : Kind.values()[random.nextInt(4)];
            WrongCode wrong = anyWrongCode();
            Database database = any(kind);
            byte[] request = request(door, database.uuid(), wrong.insteadOf(database.code(), random));
            long delay = kind == Kind.UNKNOWN_AND_DELAYED ? pass(FOUND) : 0;
            clock.took(kind, wrong, delay + connection.ask(request).nanos());
        }
    }

    private byte[] request(Door door, String uuid, String code) {
        return door.request(
                uuid, code, SIGNING_REQUEST, "X-Forwarded-For: 10." + octet() + "." + octet() + "." + octet());
    }

    private int octet() {
        return 100 + random.nextInt(100);
    }

    private String saidTo(KeptConnection connection, Door door, String uuid, String code) throws Exception {
        Reply reply = connection.ask(request(door, uuid, code));
        String reference = reply.headers().get("Padlock-Reference").get(0);
        return (reply.headOfAnyTime() + "\n" + reply.text()).replace(reference, "reference");
    }

    private Database any(Kind kind) {
        return DATABASES_OF.get(kind).get(random.nextInt(DATABASES));
    }

    /** Those two that are compared with each other more often than the others. */
    private WrongCode anyWrongCode() {
        return switch (random.nextInt(3)) {
            case 0 -> WrongCode.OF_THE_SAME_LENGTH;
            case 1 -> WrongCode.RIGHT_BUT_FOR_ITS_LAST_LETTER;
            default -> WrongCode.values()[random.nextInt(WrongCode.values().length)];
        };
    }

    /** Without giving the processor away, which would cost more than is meant. */
    private static long pass(long nanos) {
        long begun = System.nanoTime();
        long now = begun;
        while (now - begun < nanos) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now - begun;
    }

    private static long[] both(long[] some, long[] others) {
        long[] both = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, both, some.length, others.length);
        return both;
    }

    private static double quantile(long[] sample, double share) {
        long[] sorted = sample.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }
}
