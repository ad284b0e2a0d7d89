package io.padlock.box.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets in who has the password, and makes guessing slow: a few wrong ones, and the next is looked at a while later. */
public final class Guard {

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** Nobody types more. */
    private static final int LONGEST = 200;

    /** What became of somebody's password. */
    public enum Verdict {
        WELCOME,
        WRONG,
        /** It was not looked at. */
        LATER
    }

    private final BoxPassword password;
    private final Clock clock;
    private int wrong;
    private Instant closedUntil = Instant.EPOCH;

    public Guard(BoxPassword password, Clock clock) {
        this.password = password;
        this.clock = clock;
    }

    /** One at a time: each takes some tenths of a second of a small processor. */
    public synchronized Verdict ask(String given) {
        Instant now = clock.instant();
        // A clock that was ahead and is right again must not keep everybody out.
        if (now.isBefore(closedUntil) && closedUntil.isBefore(now.plus(PAUSE.multipliedBy(2)))) {
            return Verdict.LATER;
        }
        if (given != null && given.length() <= LONGEST && password.is(given)) {
            wrong = 0;
            return Verdict.WELCOME;
        }
        wrong++;
        if (wrong >= TRIES) {
            wrong = 0;
            closedUntil = now.plus(PAUSE);
        }
        return Verdict.WRONG;
    }
}
