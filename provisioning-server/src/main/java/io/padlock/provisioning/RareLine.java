package io.padlock.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** For what comes in storms: a line a minute at the most, with how many it stands for. */
public final class RareLine {

    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicReference<Instant> nextLine = new AtomicReference<>(Instant.MIN);

    public RareLine(InstantSource clock) {
        this.clock = clock;
    }

    /** @param line writes it, and is told how many there were since the one before */
    public void tell(LongConsumer line) {
        untold.incrementAndGet();
        Instant now = clock.instant();
        Instant due = nextLine.get();
        if (isDue(due, now) && nextLine.compareAndSet(due, now.plus(BETWEEN_LINES))) {
            line.accept(untold.getAndSet(0));
        }
    }

    /** A line that is due later than any line can be was set by a clock that has gone back since. */
    private static boolean isDue(Instant due, Instant now) {
        return !now.isBefore(due) || due.isAfter(now.plus(BETWEEN_LINES));
    }
}
