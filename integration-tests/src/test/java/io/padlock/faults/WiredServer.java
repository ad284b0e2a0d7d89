package io.padlock.faults;

import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged server, with a PostgreSQL of its own, and between the two a wire that the test can do harm to. */
final class WiredServer implements AutoCloseable {

    /** A fleet in a test asks as no fleet does. */
    private static final String NO_BUDGET = "-Dpadlock.budget.database.burst-per-box=0";

    /** Not the one who owns PostgreSQL: an administrator can take this one's rights and connections away. */
    static final String USER = "server";

    private static final String PASSWORD = "of-the-test";

    private final Database database;
    private final Wire wire;
    private final Server server;

    private WiredServer(Database database, Wire wire, Server server) {
        this.database = database;
        this.wire = wire;
        this.server = server;
    }

    static WiredServer start(Path folder, String... settings) throws Exception {
        Database database = Database.start(folder.resolve("postgres"));
        try (Sql sql = database.sql()) {
            sql.run("create role " + USER + " login password '" + PASSWORD + "'; grant all on schema public to "
                    + USER);
        }
        Wire wire = new Wire(database.port());
        Server server = Server.launch(
                folder.resolve("server"),
                Ports.free(),
                Ports.free(),
                Map.of(),
                database.settings(
                        wire.port(),
                        Stream.concat(
                                        Stream.of(
                                                NO_BUDGET,
                                                "-Dquarkus.datasource.username=" + USER,
                                                "-Dquarkus.datasource.password=" + PASSWORD),
                                        Stream.of(settings))
                                .toArray(String[]::new)));
        server.awaitReady();
        return new WiredServer(database, wire, server);
    }

    Server server() {
        return server;
    }

    Wire wire() {
        return wire;
    }

    /** Past the wire and the server. */
    Sql sql() {
        return database.sql();
    }

    List<Customer> customers(int count) throws IOException {
        List<Customer> customers = new ArrayList<>();
        while (customers.size() < count) {
            customers.add(Customer.knownTo(server));
        }
        return customers;
    }

    void killPostgres() throws Exception {
        database.kill();
    }

    void startPostgresAgain() {
        database.startAgain();
        wire.leadTo(database.port());
    }

    @Override
    public void close() throws IOException {
        server.close();
        wire.close();
        database.close();
    }
}
