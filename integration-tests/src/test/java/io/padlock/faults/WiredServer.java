package io.padlock.faults;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged server, with a PostgreSQL of its own, and between the two a wire that the test can do harm to. */
final class WiredServer implements AutoCloseable {

    private final Path data;
    private final Wire wire;
    private final Server server;
    private EmbeddedPostgres postgres;

    private WiredServer(Path data, EmbeddedPostgres postgres, Wire wire, Server server) {
        this.data = data;
        this.postgres = postgres;
        this.wire = wire;
        this.server = server;
    }

    static WiredServer start(Path data, String... settings) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder(data), sentence -> {});
        Wire wire = new Wire(postgres.port());
        List<String> words = new ArrayList<>(List.of(settings));
        words.add("-Dquarkus.datasource.reactive.url=postgresql://127.0.0.1:" + wire.port() + "/postgres");
        // A fleet in a test asks as no fleet does.
        words.add("-Dpadlock.budget.database.burst-per-box=0");
        Server server = Server.launch(
                data,
                Ports.free(),
                Ports.free(),
                Map.of(
                        "QUARKUS_DATASOURCE_USERNAME",
                        postgres.user(),
                        "QUARKUS_DATASOURCE_PASSWORD",
                        postgres.password()),
                words.toArray(String[]::new));
        server.awaitReady();
        return new WiredServer(data, postgres, wire, server);
    }

    private static Path folder(Path data) {
        return data.resolve("postgres");
    }

    Server server() {
        return server;
    }

    Wire wire() {
        return wire;
    }

    /** Past the wire and the server. */
    Sql sql() throws IOException {
        return Sql.of(data);
    }

    List<Customer> customers(int count) throws IOException {
        List<Customer> customers = new ArrayList<>();
        while (customers.size() < count) {
            customers.add(Customer.knownTo(server));
        }
        return customers;
    }

    /** As power that fails: no checkpoint, no farewell. */
    void killPostgres() throws Exception {
        Processes.signal("KILL", Processes.postgresOn(data));
        postgres.close();
    }

    void startPostgresAgain() {
        postgres = EmbeddedPostgres.start(folder(data), sentence -> {});
        wire.leadTo(postgres.port());
    }

    @Override
    public void close() throws IOException {
        server.close();
        wire.close();
        postgres.close();
    }
}
