package io.padlock.provisioning.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import io.padlock.testing.wire.Wire;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

    /** Of each test its own: a connection that one of them left silent, the pool would give to the next. */
    private Wire wire;

    private Pool pool;
    private Connections connections;

    @BeforeAll
    static void a_postgresql() throws IOException {
        PreparedPostgres.into(folder);
        postgres = EmbeddedPostgres.start(folder, sentence -> {});
        vertx = Vertx.vertx();
    }

    @BeforeEach
    void a_wire_that_leads_to_it() throws IOException {
        wire = new Wire(postgres.port());
        pool = poolOfTwo();
        connections = new Connections(pool);
    }

    private Pool poolOfTwo() {
        PgConnectOptions database = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(wire.port())
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password());
        return Pool.newInstance(WatchedPool.create(
                vertx.getDelegate(), List.of(database), new PoolOptions().setMaxSize(2), PATIENCE, Optional.empty()));
    }

    @AfterEach
    void close() throws IOException {
        pool.closeAndAwait();
        wire.close();
    }

    @AfterAll
    static void stop() throws IOException {
        vertx.closeAndAwait();
        postgres.close();
    }

    private final List<Throwable> cut = new CopyOnWriteArrayList<>();

    @Test
    void are_cut_and_the_next_question_is_answered_over_a_new_one_again_and_again() {
        Gathering<Integer, Integer> doubling = new Gathering<>(
                new Loops(vertx.getDelegate()),
                questions -> connections.with(connection -> doubled(connection, questions)));
        assertThat(doubling.ask(1).await().atMost(AT_MOST)).isEqualTo(2);

        // More often than the pool has connections: none of them is lost.
        for (int round = 0; round < 6; round++) {
            wire.silence();

            assertThat(askUntilAnswered(doubling)).isEqualTo(42);
        }
        assertThat(cut).hasSizeGreaterThanOrEqualTo(3);
        assertThat(doubling.waiting()).isZero();
    }

    @Test
    void are_cut_whoever_asked_and_their_place_is_free_again() {
        for (int round = 0; round < 4; round++) {
            one().await().atMost(AT_MOST);
            wire.silence();

            assertThatThrownBy(() -> one().await().atMost(AT_MOST)).isInstanceOf(ClosedConnectionException.class);
            // Of two that are cut together the other may take one more question before its turn has come.
            assertThat(one().onFailure(ClosedConnectionException.class)
                            .retry()
                            .atMost(1)
                            .await()
                            .atMost(AT_MOST))
                    .isOne();
        }
    }

    @Test
    void that_are_cut_when_they_have_just_been_borrowed_are_not_noticed() {
        assertThat(one().await().atMost(AT_MOST)).isOne();
        AtomicInteger times = new AtomicInteger();

        Integer answer = connections
                .with(connection -> {
                    if (times.incrementAndGet() <= 2) {
                        cut(connection);
                    }
                    return connection
                            .query("select 7")
                            .execute()
                            .map(rows -> rows.iterator().next().getInteger(0));
                })
                .await()
                .atMost(AT_MOST);

        assertThat(answer).isEqualTo(7);
        assertThat(times).hasValue(3);
    }

    @Test
    void that_are_cut_after_something_was_sent_over_them_are_told_and_nothing_is_sent_twice() {
        AtomicInteger times = new AtomicInteger();
        Uni<Integer> work = connections.with(connection -> connection
                .query("select 7")
                .execute()
                .chain(rows -> {
                    times.incrementAndGet();
                    cut(connection);
                    return connection.query("select 8").execute().map(more -> 8);
                }));

        assertThatThrownBy(() -> work.await().atMost(AT_MOST)).isInstanceOf(Exception.class);
        assertThat(times).hasValue(1);
        assertThat(one().await().atMost(AT_MOST)).as("for who asks next").isOne();
    }

    /** As the watch of another connection does that was silent. */
    private static void cut(SqlConnection connection) {
        Connections.silenceOf(connection).orElseThrow().suspect(System.nanoTime());
    }

    @Test
    void that_never_open_make_room_for_those_that_do() {
        wire.hold();
        wire.cut();
        Uni<Integer> first = one().memoize().indefinitely();
        Uni<Integer> second = one().memoize().indefinitely();
        assertThatThrownBy(() -> first.await().atMost(AT_MOST)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> second.await().atMost(AT_MOST)).isInstanceOf(Exception.class);

        wire.letGo();

        assertThat(one().await().atMost(AT_MOST)).isOne();
    }

    @Test
    void that_wait_in_the_pool_for_the_next_question_are_left_alone() throws InterruptedException {
        long before = session().await().atMost(AT_MOST);

        TimeUnit.MILLISECONDS.sleep(3 * PATIENCE.toMillis());

        assertThat(session().await().atMost(AT_MOST)).isEqualTo(before);
    }

    @Test
    void that_were_said_to_take_long_may() {
        Uni<Boolean> slow = connections.with(
                connection -> connection.query("select pg_sleep(3)").execute().replaceWith(true));
        Uni<Boolean> slowAndSaidSo = connections.with(connection -> Connections.patiently(
                connection,
                AT_MOST,
                connection.query("select pg_sleep(3)").execute().replaceWith(true)));

        assertThatThrownBy(() -> slow.await().atMost(AT_MOST)).isInstanceOf(ClosedConnectionException.class);
        assertThat(slowAndSaidSo.await().atMost(AT_MOST)).isTrue();
        assertThatThrownBy(() -> slow.await().atMost(AT_MOST))
                .as("the connection is used again, and as impatient as before")
                .isInstanceOf(ClosedConnectionException.class);
        assertThat(one().await().atMost(AT_MOST)).as("for who asks next").isOne();
    }

    @Test
    void do_not_hold_up_who_closes_the_pool() {
        Pool another = poolOfTwo();
        another.query("select 1").execute().await().atMost(AT_MOST);
        wire.silence();
        another.query("select 1").execute().subscribe().with(rows -> {}, failure -> {});

        another.close().await().atMost(Duration.ofSeconds(5));
    }

    private Uni<Integer> one() {
        return connections.with(connection -> connection
                .query("select 1")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0)));
    }

    private Uni<Long> session() {
        return connections.with(connection -> connection
                .query("select pg_backend_pid()::bigint")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0)));
    }

    /** The pool may hold another connection that went silent with the first. */
    private Integer askUntilAnswered(Gathering<Integer, Integer> doubling) {
        return doubling.ask(21)
                .onFailure()
                .invoke(cut::add)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(50))
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
