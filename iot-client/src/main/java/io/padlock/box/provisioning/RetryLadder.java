package io.padlock.box.provisioning;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures in a row: a minute, then twice as long each time, four hours at the most. */
final class RetryLadder {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(4);
    /** A server that says "in a month" by mistake must not silence a box for a month. */
    static final Duration LONGEST_OBEYED = Duration.ofDays(1);

    private RetryLadder() {}

    /** A tenth more or less by chance, so that boxes that failed together don't return together. */
    static Duration after(int failures, Duration serverSaid, RandomGenerator random) {
        Duration step = failures > 8 ? LONGEST : FIRST.multipliedBy(1L << Math.max(0, failures - 1));
        Duration capped = step.compareTo(LONGEST) > 0 ? LONGEST : step;
        Duration spread = Duration.ofMillis((long) (capped.toMillis() * random.nextDouble(0.9, 1.1)));
        return spread.compareTo(obeyed(serverSaid)) < 0 ? obeyed(serverSaid) : spread;
    }

    static Duration obeyed(Duration serverSaid) {
        return serverSaid.compareTo(LONGEST_OBEYED) > 0 ? LONGEST_OBEYED : serverSaid;
    }
}
