package io.padlock.running;

import io.padlock.postgres.EmbeddedPostgres;
import java.nio.file.Path;

/** A PostgreSQL of the test's own, for servers that come and go. */
public final class Database implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private Database(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    public static Database start(Path folder) {
        return new Database(EmbeddedPostgres.start(folder, sentence -> {}));
    }

    public int port() {
        return postgres.port();
    }

    /** What a server is started with to use it, through any port that leads there. */
    public String[] settings(int port, String... more) {
        String[] settings = new String[more.length + 3];
        settings[0] = "-Dquarkus.datasource.reactive.url=postgresql://127.0.0.1:" + port + "/" + postgres.database();
        settings[1] = "-Dquarkus.datasource.username=" + postgres.user();
        settings[2] = "-Dquarkus.datasource.password=" + postgres.password();
        System.arraycopy(more, 0, settings, 3, more.length);
        return settings;
    }

    @Override
    public void close() {
        postgres.close();
    }
}
