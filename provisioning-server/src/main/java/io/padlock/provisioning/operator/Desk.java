package io.padlock.provisioning.operator;

import io.padlock.provisioning.Deadline;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Where what operators ask for is done: only so much at once, and nobody waits beyond the deadline. */
@Singleton
class Desk {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Ten times what the database is asked at once. Who asks and hangs up leaves the work behind; it must not fill memory. */
    private static final int SEATS = 200;

    private final AtomicInteger taken = new AtomicInteger();

    /** A seat is free again when the work has ended, not when its caller stopped waiting. */
    <T> Uni<T> serve(Uni<T> work) {
        return Deadline.of(DEADLINE, Uni.createFrom().deferred(() -> seated(work)));
    }

    private <T> Uni<T> seated(Uni<T> work) {
        if (taken.incrementAndGet() > SEATS) {
            taken.decrementAndGet();
            throw new Refused(new TryLater("Operators ask for more at once than the server can answer in time."));
        }
        return work.onTermination().invoke(taken::decrementAndGet);
    }
}
