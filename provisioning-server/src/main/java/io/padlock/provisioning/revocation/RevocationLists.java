package io.padlock.provisioning.revocation;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Rounds;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The newest list of each issuer, from memory. Looks into the database once a second, so that what is revoked on one
 * replica is told by all of them a moment later. The start does not wait for it, and a database that goes away is
 * mentioned once: meanwhile the lists of before are told, which live for days.
 */
@ApplicationScoped
public class RevocationLists {

    private static final Logger LOG = Logger.getLogger(RevocationLists.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final Rounds looks;

    RevocationLists(Pool pool, Authority authority, CrlConfig config, Clock clock, Vertx vertx) {
        this.publisher = new Publisher(new ListTable(pool), authority.issuers(), life(config), clock);
        this.looks = new Rounds(
                vertx.getDelegate(),
                BETWEEN_LOOKS,
                publisher::look,
                RevocationLists::tellTrouble,
                RevocationLists::tellWellAgain);
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
        looks.begin();
    }

    void onStop(@Observes ShutdownEvent event) {
        looks.end();
    }

    private static void tellTrouble(String reason) {
        LOG.warnf(
                "The revocation lists can't be kept up to date: %s. This is tried every second, and told once.",
                reason);
    }

    private static void tellWellAgain() {
        LOG.info("The revocation lists are kept up to date again.");
    }
}
