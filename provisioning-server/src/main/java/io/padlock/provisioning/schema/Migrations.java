package io.padlock.provisioning.schema;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.gathering.UnverifiedDatabase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Runs what is missing, all in one transaction and under one lock: replicas that start together do it once, and a start
 * that is cut off leaves the database as it was.
 *
 * <p>Over the reactive client itself: Flyway and Liquibase would bring JDBC, a second driver and a second pool for these
 * few lines.
 */
@ApplicationScoped
class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class);
    /** Any number that nobody else locks in this database; here "padlock" on a telephone's keys. */
    private static final long LOCK = 7_235_625L;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An index over millions of rows takes minutes, and another replica may be at it while we wait for the lock. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Pool pool;

    Migrations(Pool pool) {
        this.pool = pool;
    }

    /** Blocks the start: HTTP is opened only after it. A database that starts beside us is waited for. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        AtomicReference<String> lastTrouble = new AtomicReference<>("it did not answer");
        CompletableFuture<Void> migrated = pool.withTransaction(
                        connection -> Connections.patiently(connection, LONGEST, migrate(connection)))
                .onFailure()
                .invoke(failure -> lastTrouble.set(failure.getMessage()))
                .onFailure()
                .invoke(failure -> LOG.warnf("The database can't be used yet: %s", failure.getMessage()))
                // One that shows the wrong certificate will do so in a minute, too.
                .onFailure(failure -> !(failure instanceof UnverifiedDatabase))
                .retry()
                .withBackOff(BETWEEN_TRIES, BETWEEN_TRIES)
                .expireIn(PATIENCE.toMillis())
                .subscribeAsCompletionStage();
        // Quarkus can't be stopped while it starts; whoever sends SIGTERM meanwhile must not have to wait with us.
        Thread stop = new Thread(() -> migrated.cancel(true));
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            migrated.join();
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (CancellationException stopped) {
            throw new CannotStart("It was stopped while it waited for its database.", stopped);
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnverifiedDatabase unverified) {
                throw new CannotStart(unverified.getMessage(), unverified);
            }
            throw new CannotStart(
                    "The database could not be used within " + PATIENCE.toSeconds() + " s: " + lastTrouble.get()
                            + ". Look at quarkus.datasource.reactive.url, quarkus.datasource.username and"
                            + " quarkus.datasource.password, and at the warnings above.",
                    e);
        }
    }

    private Uni<Void> migrate(SqlConnection connection) {
        // PostgreSQL would tell at every start that a table is there already.
        return run(connection, "set local client_min_messages = warning")
                .chain(() -> run(connection, "select pg_advisory_xact_lock(" + LOCK + ")"))
                .chain(() -> run(
                        connection,
                        "create table if not exists schema_version ("
                                + "version int primary key, name text not null,"
                                + " applied_at timestamptz not null default now())"))
                .chain(() -> currentVersion(connection))
                .chain(current -> applyAfter(connection, current));
    }

    private static Uni<Integer> currentVersion(SqlConnection connection) {
        return connection
                .query("select coalesce(max(version), 0) from schema_version")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** A newer database is left alone: during a rolling update the old version starts beside the new one. */
    private static Uni<Void> applyAfter(SqlConnection connection, int current) {
        return Multi.createFrom()
                .iterable(Migration.ALL)
                .filter(migration -> migration.version() > current)
                .onItem()
                .transformToUniAndConcatenate(migration -> apply(connection, migration))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> apply(SqlConnection connection, Migration migration) {
        LOG.infof("Bringing the database to version %d: %s.", migration.version(), migration.name());
        return run(connection, migration.sql())
                .chain(() -> connection
                        .preparedQuery("insert into schema_version (version, name) values ($1, $2)")
                        .execute(Tuple.of(migration.version(), migration.name())))
                .replaceWithVoid();
    }

    private static Uni<Void> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().replaceWithVoid();
    }
}
