package io.padlock.running;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A session of the test's own with the PostgreSQL behind a server, past the server. */
public final class Sql implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    /** One for all tests of a run; its threads end with the JVM. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final PgConnection connection;

    private Sql(PgConnection connection) {
        this.connection = connection;
    }

    /** @param data the folder of the server that brought the PostgreSQL */
    public static Sql of(Path data) throws IOException {
        return at(port(data), "padlock", password(data));
    }

    public static Sql at(int port, String user, String password) {
        return new Sql(await(PgConnection.connect(
                VERTX,
                new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setDatabase("postgres")
                        .setUser(user)
                        .setPassword(password))));
    }

    /** Line 4 of postmaster.pid: PostgreSQL's src/include/utils/pidfile.h. */
    public static int port(Path data) throws IOException {
        return Integer.parseInt(Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                .get(3)
                .strip());
    }

    public static String password(Path data) throws IOException {
        return Files.readString(data.resolve("postgres/password")).strip();
    }

    public List<Row> rows(String query, Object... parameters) {
        List<Row> rows = new ArrayList<>();
        await(connection.preparedQuery(query).execute(Tuple.from(parameters))).forEach(rows::add);
        return rows;
    }

    public long number(String query, Object... parameters) {
        return rows(query, parameters).get(0).getLong(0);
    }

    /** One or more statements, without parameters. */
    public void run(String statements) {
        await(connection.query(statements).execute());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("PostgreSQL refused the test's own statement.", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "PostgreSQL did not answer the test's own statement within " + PATIENCE_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
