package issuance;

import issuance.Customers.Customer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import measure.EndedEarly;
import measure.Launch;
import measure.Playground;
import measure.Ports;
import measure.Running;
import measure.Usage;

/** Debian's {@code cfssl serve} with a P-256 authority, recording what it issues. */
final class Cfssl {

    /** Its certdb/pg, which Debian's package leaves out; without these tables nothing is recorded. */
    private static final String TABLES = """
            create table certificates (
                serial_number            bytea not null,
                authority_key_identifier bytea not null,
                ca_label                 bytea,
                status                   bytea not null,
                reason                   int,
                expiry                   timestamptz,
                revoked_at               timestamptz,
                pem                      bytea not null,
                primary key (serial_number, authority_key_identifier)
            );
            create table ocsp_responses (
                serial_number            bytea not null,
                authority_key_identifier bytea not null,
                body                     bytea not null,
                expiry                   timestamptz,
                primary key (serial_number, authority_key_identifier),
                foreign key (serial_number, authority_key_identifier)
                    references certificates (serial_number, authority_key_identifier)
            );
            """;

    private static final String AUTHORITY = """
            {"CN": "Rival of the benchmark", "key": {"algo": "ecdsa", "size": 256}, "ca": {"expiry": "87600h"}}""";

    private static final String POLICY = """
            {"signing": {"default": {"usages": ["digital signature", "server auth"], "expiry": "2160h"}}}""";

    private final Running running;
    private final int port;
    private final String title;

    private Cfssl(Running running, int port, String title) {
        this.running = running;
        this.port = port;
        this.title = title;
    }

    static void createTables(Postgres postgres, String database) throws Exception {
        postgres.createDatabase(database);
        postgres.sql(database, TABLES);
    }

    /** @param dataSource what its database driver is told */
    static Cfssl start(Playground playground, String title, String dataSource) throws Exception {
        Path folder = playground.folder("cfssl");
        makeAuthority(folder);
        Files.writeString(folder.resolve("policy.json"), POLICY);
        Files.writeString(
                folder.resolve("database.json"), "{\"driver\": \"postgres\", \"data_source\": \"" + dataSource + "\"}");
        int port = Ports.free();
        // It would log each certificate in two lines; Padlock logs none.
        List<String> command = List.of(
                "cfssl",
                "serve",
                "-address=127.0.0.1",
                "-port=" + port,
                "-loglevel=2",
                "-ca=" + folder.resolve("ca.pem"),
                "-ca-key=" + folder.resolve("ca-key.pem"),
                "-config=" + folder.resolve("policy.json"),
                "-db-config=" + folder.resolve("database.json"));
        Running running = playground.start(new Launch(title, command, Map.of(), port, "", ""));
        running.secondsUntilReady();
        return new Cfssl(running, port, title);
    }

    private static void makeAuthority(Path folder) throws IOException, InterruptedException {
        Path request = Files.writeString(folder.resolve("ca.json"), AUTHORITY);
        Process cfssl = new ProcessBuilder("cfssl", "gencert", "-loglevel=2", "-initca", request.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String made = new String(cfssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (cfssl.waitFor() != 0) {
            throw new EndedEarly("cfssl could not make an authority.");
        }
        Files.writeString(folder.resolve("ca.pem"), field(made, "cert"));
        Files.writeString(folder.resolve("ca-key.pem"), field(made, "key"));
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!field.find()) {
            throw new EndedEarly("cfssl made an authority without a " + name + ".");
        }
        return field.group(1).replace("\\n", "\n");
    }

    Asked asked(Door door, Customers customers, List<String> signingRequests) {
        return new Asked(title, port, questions(door, customers, signingRequests), 200);
    }

    private static Questions questions(Door door, Customers customers, List<String> signingRequests) {
        List<Customer> all = customers.all();
        return switch (door) {
            case V1 ->
                Questions.of(
                        door.pathOfTheRival,
                        signingRequests.stream()
                                .map(pem -> "{\"certificate_request\":\"" + pem + "\"," + "\"hosts\":[\"")
                                .toList(),
                        all.stream()
                                .map(one -> names(one) + "],\"subject\":{\"CN\":\"" + one.wildcard() + "\"}}")
                                .toList());
            case STOCK ->
                Questions.of(
                        door.pathOfTheRival,
                        List.of("{\"request\":{\"key\":{\"algo\":\"ecdsa\",\"size\":256},\"hosts\":[\""),
                        all.stream()
                                .map(one -> names(one) + "],\"CN\":\"" + one.wildcard() + "\"}}")
                                .toList());
        };
    }

    private static String names(Customer customer) {
        return customer.wildcard() + "\",\"" + customer.name() + "\"";
    }

    double cpuSeconds() {
        return Usage.cpuSeconds(running.process().toHandle());
    }
}
