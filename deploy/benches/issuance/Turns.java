package issuance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets contenders on one PostgreSQL take their turns, and keeps account of what they answered. */
final class Turns {

    private static final int MOST_WARMING_TURNS = 12;
    private static final int CERTIFICATES_TO_BE_WARM = 20_000;

    private final Postgres postgres;
    private final Map<String, Long> certificates = new HashMap<>();
    private final List<String> failures = new ArrayList<>();

    Turns(Postgres postgres) {
        this.postgres = postgres;
    }

    /** A second of the same load comes before what counts. */
    Turn take(Contender contender, Door door, int connections, double seconds) throws Exception {
        Played played = play(contender, contender.asked().get(door), connections, seconds);
        certificates.merge(contender.title(), played.answered().certificates(), Long::sum);
        return played.turn();
    }

    /**
     * A JVM compiles what it finds to be hot. So many seconds at the least, in three turns; then more until a turn costs the
     * server hardly less CPU than the one before, and a few thousand calls have made the compiler look everywhere.
     */
    void warmUp(Contender contender, Door door, int connections, double seconds) throws Exception {
        long enough = certificates(contender) + CERTIFICATES_TO_BE_WARM;
        double before = Double.MAX_VALUE;
        for (int turn = 1; turn <= MOST_WARMING_TURNS; turn++) {
            double now = take(contender, door, connections, seconds / 3).server();
            if (turn >= 3 && certificates(contender) >= enough && now > 0.95 * before) {
                return;
            }
            before = now;
        }
    }

    /** How many were answered so far. */
    long certificates(Contender contender) {
        return certificates.getOrDefault(contender.title(), 0L);
    }

    /** A turn of certificates that were recorded before and are given again. */
    Turn takeAgain(Contender contender, Asked asked, int connections, double seconds) throws Exception {
        return play(contender, asked, connections, seconds).turn();
    }

    private record Played(Load.Answered answered, Turn turn) {}

    private Played play(Contender contender, Asked asked, int connections, double seconds) throws Exception {
        postgres.checkpoint();
        long from = System.nanoTime() + 1_000_000_000L;
        long to = from + (long) (seconds * 1e9);
        Load load = new Load(asked, from, to);
        Watch watch = Watch.start(() -> cpu(contender), from, to);
        Load.Answered answered = load.run(connections);
        if (answered.failures() > 0) {
            failures.add("%s: %d requests got something else than was wanted. The first was answered: %s"
                    .formatted(asked.title(), answered.failures(), answered.firstFailure()));
        }
        return new Played(answered, Turn.of(answered, watch.spent(), seconds));
    }

    private Cpu cpu(Contender contender) throws Exception {
        return Cpu.now(
                contender.serverCpu().getAsDouble(),
                postgres.cpuSeconds(),
                contender.poolerCpu().getAsDouble());
    }

    /** Everything that was asked and not answered as it should be, in words. */
    List<String> failures() {
        return failures;
    }

    /** Holds what was answered against what stands in each one's table. */
    List<Recorded> recorded(List<Contender> contenders) throws Exception {
        List<Recorded> recorded = new ArrayList<>();
        for (Contender contender : contenders) {
            recorded.add(new Recorded(
                    contender.title(),
                    certificates(contender),
                    postgres.rows(contender.database(), contender.table())));
        }
        return recorded;
    }
}
