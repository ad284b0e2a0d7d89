package issuance;

import io.padlock.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import measure.EndedEarly;
import measure.Playground;
import measure.Usage;

/** The one PostgreSQL of a run, for everybody; each has a database of its own in it. */
final class Postgres {

    /** Without one of these what was answered could be lost. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final List<String> TOLD = List.of("server_version", "shared_buffers", "max_wal_size");

    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;

    private Postgres(Path folder, EmbeddedPostgres server) throws IOException {
        this.server = server;
        this.postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                        .get(0)
                        .strip()))
                .orElseThrow();
    }

    /** With room for cfssl's own pool, which knows no bound, beside those of the others: that takes a second start. */
    static Postgres start(Playground playground) throws Exception {
        Path folder = playground.folder("postgres");
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, none -> {})) {
            new Postgres(folder, first).sql("postgres", "alter system set max_connections = 300");
        }
        EmbeddedPostgres server = EmbeddedPostgres.start(folder, none -> {});
        playground.hold(server);
        Postgres postgres = new Postgres(folder, server);
        postgres.mustBeDurable();
        return postgres;
    }

    private void mustBeDurable() throws Exception {
        for (String setting : DURABLE) {
            if (!sql("postgres", "show " + setting).equals("on")) {
                throw new EndedEarly("PostgreSQL's " + setting + " is not on: nothing durable could be measured.");
            }
        }
    }

    /** What has to be known of it beside the figures. */
    Map<String, String> settings() throws Exception {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : TOLD) {
            settings.put(setting, sql("postgres", "show " + setting));
        }
        for (String setting : DURABLE) {
            settings.put(setting, "on");
        }
        return settings;
    }

    void createDatabase(String name) throws Exception {
        sql("postgres", "create database " + name);
    }

    /** What is still to be written for one turn is not for the next to pay. */
    void checkpoint() throws Exception {
        sql("postgres", "checkpoint");
    }

    long rows(String database, String table) throws Exception {
        return Long.parseLong(sql(database, "select count(*) from " + table));
    }

    /** The answer's fields and lines as psql writes them without decoration. */
    String sql(String database, String statements) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", host(), "-p", port(), "-U", user(), "-d", database);
        builder.environment().put("PGPASSWORD", password());
        Process psql = builder.redirectErrorStream(true).start();
        try (var input = psql.getOutputStream()) {
            input.write(statements.getBytes(StandardCharsets.UTF_8));
        }
        String answer = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (psql.waitFor() != 0) {
            throw new EndedEarly("PostgreSQL refused: " + answer);
        }
        return answer;
    }

    String host() {
        return server.host();
    }

    String port() {
        return String.valueOf(server.port());
    }

    String user() {
        return server.user();
    }

    String password() {
        return server.password();
    }

    /** Of all its processes, those that ended among them. */
    double cpuSeconds() {
        return Usage.cpuSeconds(postmaster);
    }
}
