package io.padlock.running;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A PostgreSQL of the test's own, for servers that come and go, or that have to live without it for a while. */
public final class Database implements AutoCloseable {

    private final Path folder;
    private EmbeddedPostgres postgres;

    private Database(Path folder) {
        this.folder = folder;
        PreparedPostgres.into(folder);
        startAgain();
    }

    public static Database start(Path folder) {
        return new Database(folder);
    }

    public int port() {
        return postgres.port();
    }

    /** A session of the test's own, past every server and wire. */
    public Sql sql() {
        return Sql.at(port(), postgres.user(), postgres.password());
    }

    /** What a server is started with to use it, through any port that leads there. */
    public String[] settings(int port, String... more) {
        return Stream.concat(
                        Stream.of(
                                "-Dquarkus.datasource.reactive.url=postgresql://127.0.0.1:" + port + "/"
                                        + postgres.database(),
                                "-Dquarkus.datasource.username=" + postgres.user(),
                                "-Dquarkus.datasource.password=" + postgres.password()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** As when the power fails: no checkpoint, no farewell. */
    public void kill() throws Exception {
        Processes.signal("KILL", Processes.postgresIn(folder));
        postgres.close();
    }

    /** On another port. */
    public void startAgain() {
        postgres = EmbeddedPostgres.start(folder, sentence -> {});
    }

    @Override
    public void close() {
        postgres.close();
    }
}
