package io.padlock.provisioning.revocation;

import java.time.Duration;

/** How long a list may be used, and when it is replaced though nothing was revoked. */
record ListLife(Duration life, Duration refresh) {

    /** BR 4.9.7. */
    private static final Duration LONGEST = Duration.ofDays(10);

    private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException with a sentence for whoever wrote the settings */
    ListLife {
        if (life.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("padlock.crl.life is " + life + "; " + LONGEST.toDays()
                    + " days are the most (CA/Browser Forum Baseline Requirements, section 4.9.7).");
        }
        if (refresh.compareTo(SHORTEST_REFRESH) < 0) {
            throw new IllegalArgumentException("padlock.crl.refresh is " + refresh + "; a minute is the least.");
        }
        if (refresh.multipliedBy(2).compareTo(life) > 0) {
            throw new IllegalArgumentException("padlock.crl.refresh is " + refresh + " and padlock.crl.life " + life
                    + "; the refresh must be half of the life at the most, or a server that is down for a short while"
                    + " leaves everybody with a list that has ended.");
        }
    }
}
