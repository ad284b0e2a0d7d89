package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Where the facts come from. Each method joins the transaction that its caller opened, or makes its own. */
@ApplicationScoped
public class Directory {

    private final SessionFactory sessions;

    Directory(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** @return null when no database has this UUID */
    public Uni<DatabaseFacts> read(DatabaseUuid uuid) {
        return sessions.withTransaction(session -> load(session, uuid))
                .map(database -> database == null ? null : database.facts());
    }

    /**
     * Again where another request created the same database in between: then it is there, and replaced. Several times,
     * as others may delete it in between as well.
     *
     * @return whether the database is new
     */
    public Uni<Boolean> put(DatabaseFacts facts, EnterpriseCode code) {
        return sessions.withTransaction(
                        session -> loadLocked(session, facts.uuid()).chain(known -> store(session, known, facts, code)))
                .onFailure(ConstraintViolationException.class)
                .retry()
                .atMost(9);
    }

    /**
     * Its zone, certificates and history stay.
     *
     * <p>By a statement and not by {@code session.remove}: Hibernate Reactive 3.2 keeps the state of an entity's removal in
     * one place for all sessions, so that of two at once one never ends and keeps its lock. And by PostgreSQL's own words:
     * it locks the database before its lines, as all others do; Hibernate's would begin with the lines.
     *
     * @return whether there was one
     */
    public Uni<Boolean> delete(DatabaseUuid uuid) {
        return sessions.withTransaction(
                        session -> session.createNativeQuery("delete from known_database where uuid = :uuid")
                                .setParameter("uuid", uuid.value())
                                .executeUpdate())
                .map(deleted -> deleted == 1);
    }

    private static Uni<Boolean> store(Session session, KnownDatabase known, DatabaseFacts facts, EnterpriseCode code) {
        if (known != null) {
            known.take(facts, code);
            return Uni.createFrom().item(false);
        }
        KnownDatabase added = new KnownDatabase();
        added.uuid = facts.uuid().value();
        added.take(facts, code);
        return session.persist(added).replaceWith(true);
    }

    private static Uni<KnownDatabase> load(Session session, DatabaseUuid uuid) {
        return session.find(KnownDatabase.class, uuid.value()).call(Directory::fetchLines);
    }

    /** Two who write the same database stand in line. */
    private static Uni<KnownDatabase> loadLocked(Session session, DatabaseUuid uuid) {
        return session.find(KnownDatabase.class, uuid.value(), LockModeType.PESSIMISTIC_WRITE)
                .call(Directory::fetchLines);
    }

    private static Uni<?> fetchLines(KnownDatabase database) {
        return database == null ? Uni.createFrom().voidItem() : Mutiny.fetch(database.lines);
    }
}
