package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.TryLater;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What every door says when the database is away or too slow: later, and in time. */
public final class Deadline {

    private static final Logger LOG = Logger.getLogger(Deadline.class);

    /** One for all doors: while PostgreSQL is away every request would be a line. It counts, and nobody asks it the time. */
    private static final RareLine AWAY = new RareLine(() -> Instant.EPOCH.plusNanos(System.nanoTime()));

    private Deadline() {}

    /** Whoever stops waiting does not stop the work: a transaction that is cut in its middle helps nobody. */
    public static <T> Uni<T> of(Duration limit, Uni<T> work) {
        AtomicBoolean late = new AtomicBoolean();
        Reference reference = Reference.ofThisRequest();
        // That the database was away is what the caller was told; only our own mistakes are news.
        return work.onFailure(failure -> late.get() && !(failure instanceof Refused) && !DatabaseTrouble.is(failure))
                .invoke(failure -> reference.whileLogging(
                        () -> LOG.error("Failed after its caller was told to come later.", failure)))
                .memoize()
                .indefinitely()
                .ifNoItem()
                .after(limit)
                .failWith(() -> {
                    late.set(true);
                    return new Refused(new TryLater("The server took too long."));
                })
                .onFailure(DatabaseTrouble::is)
                .transform(failure -> later(failure, reference));
    }

    private static Refused later(Throwable failure, Reference reference) {
        AWAY.tell(many -> reference.whileLogging(() -> LOG.warnf(
                "The database can't be used now: %s%s",
                failure.getMessage(),
                many == 1 ? "" : " It is the last of " + many + " requests that were told to come later for this.")));
        return new Refused(new TryLater("The server can't reach its database."));
    }
}
