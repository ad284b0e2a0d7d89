package io.padlock.provisioning.gathering;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.wire.Wire;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pulled cable or a database that moved leaves behind: connections that are open and say nothing. */
class SilentConnectionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Vertx vertx;
    private static Wire wire;
    private static Pool pool;

    @BeforeAll
    static void a_postgresql_behind_a_wire() throws IOException {
        postgres = EmbeddedPostgres.start(folder, sentence -> {});
        vertx = Vertx.vertx();
        wire = new Wire(postgres.port());
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(wire.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password());
        pool = Pool.pool(vertx, options, new PoolOptions().setMaxSize(2));
    }

    @AfterAll
    static void stop() throws IOException {
        // First the wire: a silent connection is never closed in good order.
        wire.close();
        pool.closeAndAwait();
        vertx.closeAndAwait();
        postgres.close();
    }

    private final List<Throwable> cut = new CopyOnWriteArrayList<>();

    @Test
    void are_cut_and_the_next_question_is_answered_over_a_new_one_again_and_again() {
        Connections connections = new Connections(pool, PATIENCE);
        Gathering<Integer, Integer> doubling = new Gathering<>(
                new Loops(vertx.getDelegate()),
                questions -> connections.with(connection -> doubled(connection, questions)));
        assertThat(doubling.ask(1).await().atMost(AT_MOST)).isEqualTo(2);

        // More often than the pool has connections: none of them is lost.
        for (int round = 0; round < 6; round++) {
            wire.silence();

            assertThat(askUntilAnswered(doubling)).isEqualTo(42);
        }
        assertThat(cut).allMatch(failure -> failure.getMessage().contains("did not answer for 1 s"));
        assertThat(cut).hasSizeGreaterThanOrEqualTo(3);
        assertThat(doubling.waiting()).isZero();
    }

    /** The pool may hold another connection that went silent with the first. */
    private Integer askUntilAnswered(Gathering<Integer, Integer> doubling) {
        return doubling.ask(21)
                .onFailure()
                .invoke(cut::add)
                .onFailure(IOException.class)
                .retry()
                .atMost(4)
                .await()
                .atMost(AT_MOST);
    }

    private static Uni<List<Integer>> doubled(SqlConnection connection, List<Integer> questions) {
        return connection
                .query("select 1")
                .execute()
                .map(rows -> questions.stream().map(question -> 2 * question).toList());
    }
}
