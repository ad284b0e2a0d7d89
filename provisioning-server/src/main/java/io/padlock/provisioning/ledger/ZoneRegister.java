package io.padlock.provisioning.ledger;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.security.SecureRandom;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/**
 * One zone a database, for ever. The register does not refer to the directory: a database that is deleted and comes back
 * finds its zone, and nobody else ever gets it.
 */
@ApplicationScoped
public class ZoneRegister {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of 4 billion labels; after this many taken ones in a row something else is wrong. */
    private static final int TRIES = 20;

    private final SessionFactory sessions;

    ZoneRegister(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /**
     * The database's zone, assigned now if it has none. Its row stays locked until the caller's transaction ends, so that
     * requests for one database stand in line and see what the one before them recorded.
     */
    public Uni<Zone> lockedZoneOf(DatabaseUuid database, Instant now) {
        return sessions.withTransaction(session -> find(session, database, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .switchTo(() -> assign(session, database, now, TRIES)));
    }

    /** @return null when it was given none yet */
    public Uni<Zone> zoneOf(DatabaseUuid database) {
        return sessions.withTransaction(session -> find(session, database, LockModeType.NONE));
    }

    private static Uni<Zone> find(Session session, DatabaseUuid database, LockModeType lock) {
        return session.createSelectionQuery("from ZoneAssignment where databaseUuid = ?1", ZoneAssignment.class)
                .setParameter(1, database.value())
                .setLockMode(lock)
                .getSingleResultOrNull()
                .map(assignment -> assignment == null ? null : new Zone(assignment.label));
    }

    /**
     * Nothing is inserted when the label is taken by another database, or when another request assigned one to this
     * database a moment ago: reading again tells which.
     */
    private static Uni<Zone> assign(Session session, DatabaseUuid database, Instant now, int triesLeft) {
        if (triesLeft == 0) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("No free zone was found in " + TRIES + " random tries."));
        }
        return session.createNativeQuery(
                        "insert into zone (label, database_uuid, assigned_at) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, Zone.random(RANDOM).label())
                .setParameter(2, database.value())
                .setParameter(3, now)
                .executeUpdate()
                .chain(() -> find(session, database, LockModeType.PESSIMISTIC_WRITE))
                .onItem()
                .ifNull()
                .switchTo(() -> assign(session, database, now, triesLeft - 1));
    }
}
