package io.padlock.provisioning.revocation;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * The newest list of each issuer, from memory. Looks into the database once a second, so that what is revoked on one
 * replica is told by all of them a moment later. The start does not wait for it, and a database that goes away is
 * mentioned once: meanwhile the lists of before are told, which live for days.
 */
@ApplicationScoped
public class RevocationLists {

    private static final Logger LOG = Logger.getLogger(RevocationLists.class);
    private static final long BETWEEN_LOOKS_MS = 1000;
    /** A database that hangs must not end the looking. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Publisher publisher;
    private final Vertx vertx;
    private volatile boolean stopped;
    private volatile boolean troubled;

    RevocationLists(Pool pool, Authority authority, CrlConfig config, Clock clock, Vertx vertx) {
        this.publisher = new Publisher(new ListTable(pool), authority.issuers(), life(config), clock);
        this.vertx = vertx;
    }

    private static ListLife life(CrlConfig config) {
        try {
            return new ListLife(config.life(), config.refresh());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    /** @return empty when there is none yet: the server has just started, and its database is away */
    public Optional<PublishedList> newestOf(Issuer issuer) {
        return publisher.newestOf(issuer);
    }

    /** The tables are there by now: the migrations run first. Every setting is judged before this goes off. */
    void onStart(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
        look();
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void look() {
        Uni.createFrom()
                .deferred(publisher::look)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(done -> well(), this::troubled);
    }

    private void well() {
        if (troubled) {
            LOG.info("The revocation lists are kept up to date again.");
            troubled = false;
        }
        again();
    }

    private void troubled(Throwable failure) {
        if (!troubled && !stopped) {
            LOG.warnf(
                    "The revocation lists can't be kept up to date: %s. This is tried every second, and told once.",
                    failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
            LOG.debug("Why the revocation lists can't be kept up to date", failure);
            troubled = true;
        }
        again();
    }

    private void again() {
        if (stopped) {
            return;
        }
        try {
            vertx.setTimer(BETWEEN_LOOKS_MS, id -> look());
        } catch (RejectedExecutionException e) {
            // A start that failed ends its event loops without a word: there is nobody left to look for.
            stopped = true;
        }
    }
}
