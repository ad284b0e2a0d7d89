package io.padlock.provisioning.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import io.padlock.testing.tls.TestRoot;
import io.padlock.testing.wire.Wire;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL with {@code ssl = on}, asked by whom {@code padlock.database.roots} tells whom to believe. */
class VerifiedDatabaseTest {

    private static final String HOST = "localhost";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration AT_MOST = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static TestRoot root;
    private static EmbeddedPostgres postgres;
    private static Vertx vertx;

    private Pool pool;

    @BeforeAll
    static void a_postgresql_with_a_certificate() throws Exception {
        root = new TestRoot(folder.resolve("tls"));
        Path certificate = root.vouchFor(HOST);
        PreparedPostgres.into(folder);
        postgres = EmbeddedPostgres.start(folder, sentence -> {});
        vertx = Vertx.vertx();
        Pool inTheClear = Pool.newInstance(WatchedPool.create(
                vertx.getDelegate(),
                List.of(database("127.0.0.1", postgres.port())),
                new PoolOptions(),
                PATIENCE,
                Optional.empty()));
        for (String change : List.of(
                "alter system set ssl_cert_file = '" + certificate + "'",
                "alter system set ssl_key_file = '" + certificate.resolveSibling("server.key") + "'",
                "alter system set ssl = on",
                "select pg_reload_conf()")) {
            inTheClear.query(change).execute().await().atMost(AT_MOST);
        }
        inTheClear.closeAndAwait();
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.closeAndAwait();
        postgres.close();
    }

    @Test
    void that_shows_a_certificate_of_a_root_for_its_name_is_spoken_to_by_tls() {
        pool = asked(HOST, postgres.port(), root.file());

        assertThat(one("select ssl::int from pg_stat_ssl where pid = pg_backend_pid()")
                        .await()
                        .atMost(AT_MOST))
                .isOne();
    }

    /** What watches them sees bytes until TLS stands, and must not take that for what it sees then. */
    @Test
    void is_cut_when_it_is_silent_and_left_alone_while_nothing_is_asked() throws Exception {
        try (Wire wire = new Wire(postgres.port())) {
            pool = asked(HOST, wire.port(), root.file());
            int before = session().await().atMost(AT_MOST);
            // Longer than a connection may take to open.
            TimeUnit.SECONDS.sleep(4);
            assertThat(session().await().atMost(AT_MOST))
                    .as("the same connection")
                    .isEqualTo(before);

            wire.silence();

            assertThatThrownBy(() -> session().await().atMost(AT_MOST)).isInstanceOf(ClosedConnectionException.class);
            assertThat(session().await().atMost(AT_MOST)).as("another one").isNotEqualTo(before);
        }
    }

    @Test
    void with_a_certificate_of_somebody_else_is_told_nothing() throws Exception {
        pool = asked(HOST, postgres.port(), new TestRoot(folder.resolve("another")).file());

        assertThatThrownBy(() -> session().await().atMost(AT_MOST))
                .satisfies(failure -> assertThat(unverified(failure))
                        .isEqualTo("PostgreSQL's certificate is not one that the roots in padlock.database.roots vouch"
                                + " for: unable to find valid certification path to requested target."));
    }

    @Test
    void with_a_certificate_for_another_host_is_told_nothing() {
        pool = asked("127.0.0.1", postgres.port(), root.file());

        assertThatThrownBy(() -> session().await().atMost(AT_MOST))
                .satisfies(failure -> assertThat(unverified(failure))
                        .isEqualTo(
                                "PostgreSQL's certificate is not for the host that quarkus.datasource.reactive.url names:"
                                        + " No subject alternative names matching IP address 127.0.0.1 found."));
    }

    @Test
    void that_speaks_no_tls_is_told_nothing() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread thread = new Thread(() -> answerNoToEverybody(plain));
            thread.start();
            pool = asked(HOST, plain.getLocalPort(), root.file());

            assertThatThrownBy(() -> session().await().atMost(AT_MOST))
                    .satisfies(failure -> assertThat(unverified(failure)).startsWith("PostgreSQL speaks no TLS"));
        }
    }

    private static String unverified(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof UnverifiedDatabase)) {
            assertThat(cause).as("the cause that says it").isNotNull();
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** PostgreSQL's answer to a wish for TLS: S or N. */
    private static void answerNoToEverybody(ServerSocket ear) {
        while (!ear.isClosed()) {
            try (Socket socket = ear.accept()) {
                socket.getInputStream().readNBytes(8);
                socket.getOutputStream().write("N".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read())
                        .as("what is said to it then")
                        .isEqualTo(-1);
            } catch (IOException closed) {
                // By the client, or by the test that ends.
            }
        }
    }

    private Uni<Integer> session() {
        return one("select pg_backend_pid()");
    }

    private Uni<Integer> one(String question) {
        return TestConnections.of(pool)
                .with(connection -> connection
                        .query(question)
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }

    private static Pool asked(String host, int port, Path roots) {
        return Pool.newInstance(WatchedPool.create(
                vertx.getDelegate(),
                List.of(database(host, port)),
                new PoolOptions().setMaxSize(1),
                PATIENCE,
                Optional.of(new DatabaseTls(roots))));
    }

    private static PgConnectOptions database(String host, int port) {
        return new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(postgres.database())
                .setUser(postgres.user())
                .setPassword(postgres.password());
    }
}
