package io.padlock.box.provisioning;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures in a row: a minute, then twice as long each time, four hours at the most. */
public final class RetryLadder {

    private static final Duration FIRST = Duration.ofMinutes(1);
    /** Without what chance adds to it. */
    private static final Duration LONGEST = Duration.ofHours(4);
    /** A server that says "in a month" by mistake must not silence a box for a month. */
    public static final Duration LONGEST_OBEYED = Duration.ofDays(1);

    /** With what chance adds to it. */
    public static final Duration LONGEST_WAIT = LONGEST.multipliedBy(11).dividedBy(10);

    private RetryLadder() {}

    /** A tenth more or less by chance, so that boxes that failed together don't return together. */
    public static Duration after(int failures, Duration serverSaid, RandomGenerator random) {
        Duration step = failures > 8 ? LONGEST : FIRST.multipliedBy(1L << Math.max(0, failures - 1));
        Duration capped = step.compareTo(LONGEST) > 0 ? LONGEST : step;
        Duration spread = Duration.ofMillis((long) (capped.toMillis() * random.nextDouble(0.9, 1.1)));
        return spread.compareTo(obeyed(serverSaid)) < 0 ? obeyed(serverSaid) : spread;
    }

    static Duration obeyed(Duration serverSaid) {
        return serverSaid.compareTo(LONGEST_OBEYED) > 0 ? LONGEST_OBEYED : serverSaid;
    }
}
