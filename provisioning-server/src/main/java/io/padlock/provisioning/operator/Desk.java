package io.padlock.provisioning.operator;

import io.padlock.provisioning.Deadline;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Seats;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Where what operators ask for is done: only so much at once, and nobody waits beyond the deadline. */
@Singleton
class Desk {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** Ten times what the database is asked at once. Who asks and hangs up leaves the work behind; it must not fill memory. */
    private final Seats seats = new Seats(200);

    <T> Uni<T> serve(Uni<T> work) {
        return Deadline.of(DEADLINE, seats.take(() -> work, Desk::tooMany));
    }

    private static Refusal tooMany() {
        return new TryLater("Operators ask for more at once than the server can answer in time.");
    }
}
