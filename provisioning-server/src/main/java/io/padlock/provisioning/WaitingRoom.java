package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.Overloaded;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Bounds how many requests wait at once. A storm beyond that is turned away at the door instead of filling memory. */
@Singleton
public class WaitingRoom {

    private final Seats seats;

    WaitingRoom(QueueConfig config) {
        if (config.length() < 1) {
            throw new CannotStart(
                    "padlock.queue.length is " + config.length() + "; at least one request must be able to wait.");
        }
        seats = new Seats(config.length());
    }

    public <T> Uni<T> enter(Supplier<Uni<? extends T>> work) {
        return seats.take(work, Overloaded::new);
    }

    public int taken() {
        return seats.taken();
    }
}
