package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.Overloaded;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Bounds how many requests wait at once. A storm beyond that is turned away at the door instead of filling memory. */
@Singleton
public class WaitingRoom {

    private final int seats;
    private final AtomicInteger taken = new AtomicInteger();

    WaitingRoom(QueueConfig config) {
        seats = config.length();
        if (seats < 1) {
            throw new CannotStart("padlock.queue.length is " + seats + "; at least one request must be able to wait.");
        }
    }

    /** The seat is free again when the work has ended, not when its caller stopped waiting. */
    public <T> Uni<T> enter(Supplier<Uni<? extends T>> work) {
        if (taken.getAndUpdate(now -> Math.min(now + 1, seats)) >= seats) {
            return Uni.createFrom().failure(new Refused(new Overloaded()));
        }
        return Uni.createFrom().deferred(work).onTermination().invoke(taken::decrementAndGet);
    }

    public int taken() {
        return taken.get();
    }
}
