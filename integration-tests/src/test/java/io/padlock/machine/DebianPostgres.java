package io.padlock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.testing.tls.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's PostgreSQL, as it is on a server that somebody set up by hand: its programs, a cluster of the test's own. It lets nobody
 * in without TLS, as the database of k8s/overlays/prod.
 */
final class DebianPostgres implements AutoCloseable {

    static final String USER = "padlock";
    static final String PASSWORD = "for this test";
    static final String HOST = "localhost";

    private final Path programs;
    private final Path folder;
    private final TestRoot root;
    private final int port = Ports.free();

    private DebianPostgres(Path programs, Path folder) throws IOException {
        this.programs = programs;
        this.folder = folder;
        this.root = new TestRoot(folder.resolve("tls"));
    }

    static DebianPostgres start(Path folder) throws Exception {
        DebianPostgres postgres = new DebianPostgres(programs(), folder);
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        postgres.run(
                "initdb",
                "--pgdata=" + postgres.data(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--no-sync");
        Path certificate = postgres.root.vouchFor(HOST);
        Files.writeString(
                postgres.data().resolve("pg_hba.conf"),
                "hostnossl all all all reject\nhostssl all all all scram-sha-256\n");
        postgres.run(
                "pg_ctl",
                "--pgdata=" + postgres.data(),
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-c listen_addresses=127.0.0.1 -c port=" + postgres.port
                        + " -c unix_socket_directories='' -c fsync=off -c ssl=on -c ssl_cert_file=" + certificate
                        + " -c ssl_key_file=" + certificate.resolveSibling("server.key"),
                "start");
        return postgres;
    }

    void create(String database) throws Exception {
        Command created = Command.run(
                Map.of("PGPASSWORD", PASSWORD),
                programs.resolve("createdb").toString(),
                "--host=127.0.0.1",
                "--port=" + port,
                "--username=" + USER,
                database);
        assertThat(created.status()).as(created.output()).isZero();
    }

    /** What vouches for its certificate, which is for {@link #HOST}. */
    Path root() {
        return root.file();
    }

    int port() {
        return port;
    }

    String url(String database) {
        return url(HOST, database);
    }

    String url(String host, String database) {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    @Override
    public void close() {
        try {
            run("pg_ctl", "--pgdata=" + data(), "--mode=immediate", "--wait", "stop");
        } catch (Exception e) {
            throw new AssertionError("Debian's PostgreSQL could not be stopped.", e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void run(String program, String... words) throws Exception {
        // PostgreSQL refuses to be root. Whoever nobody knows outside may still work on root's files.
        Command run = Command.run(Stream.concat(
                        Stream.of(
                                "unshare", "-U", "--", programs.resolve(program).toString()),
                        Stream.of(words))
                .toArray(String[]::new));
        assertThat(run.status()).as(program + ": " + run.output()).isZero();
    }

    private static Path programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        assertThat(versions)
                .as("Debian's PostgreSQL; on Debian: apt-get install postgresql")
                .isDirectory();
        try (Stream<Path> all = Files.list(versions)) {
            List<Path> whole = all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .sorted(Comparator.naturalOrder())
                    .toList();
            assertThat(whole)
                    .as("Debian's PostgreSQL with its server; on Debian: apt-get install postgresql")
                    .isNotEmpty();
            return whole.get(whole.size() - 1);
        }
    }
}
