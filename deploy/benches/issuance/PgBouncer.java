package issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import measure.Launch;
import measure.Playground;
import measure.Ports;
import measure.Running;
import measure.Usage;

/**
 * Debian's PgBouncer before one database, set as is best for cfssl: no password between the two, and nothing to reset
 * between two connections, since cfssl sets nothing.
 */
final class PgBouncer {

    private final Running running;
    private final int port;

    private PgBouncer(Running running, int port) {
        this.running = running;
        this.port = port;
    }

    static PgBouncer start(Playground playground, Postgres postgres, String database) throws Exception {
        int port = Ports.free();
        Path settings = playground.folder("pgbouncer").resolve("pgbouncer.ini");
        Files.writeString(settings, settings(postgres, database, port));
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // It refuses to run as root: out of its privileges, as the embedded PostgreSQL does.
            command.addAll(List.of("unshare", "--user", "--"));
        }
        command.addAll(List.of("pgbouncer", "--quiet", settings.toString()));
        Running running = playground.start(new Launch("PgBouncer", command, Map.of(), port, "", ""));
        running.secondsUntilReady();
        return new PgBouncer(running, port);
    }

    private static String settings(Postgres postgres, String database, int port) {
        return """
                [databases]
                %s = host=%s port=%s user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = session
                default_pool_size = 20
                server_reset_query =
                ignore_startup_parameters = extra_float_digits
                log_connections = 0
                log_disconnections = 0
                max_client_conn = 1000
                """.formatted(database, postgres.host(), postgres.port(), postgres.user(), postgres.password(), port);
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    int port() {
        return port;
    }

    double cpuSeconds() {
        return Usage.cpuSeconds(running.process().toHandle());
    }
}
