package issuance;

import issuance.Customers.Customer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import measure.EndedEarly;
import measure.Launch;
import measure.Playground;
import measure.Ports;
import measure.Running;
import measure.Usage;

/** The packaged server with the settings that it comes with; the budgets let 127.0.0.1 ask as often as it wants. */
final class Padlock {

    static final String DATABASE = "padlock";

    /** So that a profile names lines that the compiler has moved together. */
    private static final List<String> FOR_A_PROFILE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints", "-XX:+EnableDynamicAgentLoading");

    private final Running running;
    private final Path data;
    private final int port;
    private final double secondsUntilReady;

    private Padlock(Running running, Path data, int port, double secondsUntilReady) {
        this.running = running;
        this.data = data;
        this.port = port;
        this.secondsUntilReady = secondsUntilReady;
    }

    /** On a database of its own, which is new. */
    static Padlock startNew(Playground playground, Postgres postgres, boolean profiled) throws Exception {
        postgres.createDatabase(DATABASE);
        return start(playground, postgres, DATABASE, playground.folder("padlock"), profiled);
    }

    static Padlock start(Playground playground, Postgres postgres, String database, Path data, boolean profiled)
            throws Exception {
        int port = Ports.free();
        Map<String, String> settings = Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://" + postgres.host() + ":" + postgres.port() + "/" + database,
                "QUARKUS_DATASOURCE_USERNAME",
                postgres.user(),
                "QUARKUS_DATASOURCE_PASSWORD",
                postgres.password());
        List<String> jvmOptions = profiled ? FOR_A_PROFILE : List.of();
        Running running = playground.start(Launch.server("Padlock", jvmOptions, port, data, settings));
        return new Padlock(running, data, port, running.secondsUntilReady());
    }

    double secondsUntilReady() {
        return secondsUntilReady;
    }

    void stop(Playground playground) throws InterruptedException {
        playground.stop(running.process());
    }

    /** Each with as many IoT Box lines as a chain of shops has. */
    void register(Customers customers) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String token = Files.readString(data.resolve("operator-token")).strip();
        for (Customer customer : customers.all()) {
            String facts = """
                    {"enterpriseCode": "%s", "kind": "PRODUCTION", "subscription": {"status": "IN_PROGRESS",
                     "lines": [{"product": "IOT_BOX", "quantity": 1000}]}}""".formatted(customer.code());
            URI address = URI.create("http://127.0.0.1:" + port + "/v1/operator/databases/" + customer.uuid());
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(facts))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new EndedEarly("A database could not be registered: " + answer.body());
            }
        }
    }

    Asked asked(Door door, Customers customers, List<String> signingRequests) {
        return new Asked(Subject.PADLOCK.title, port, questions(door, customers, signingRequests), door.issued);
    }

    /** What each customer asked first: it gets the certificate that it has. */
    Asked askedAgain(Customers customers, List<String> signingRequests) {
        Questions questions = questions(Door.V1, customers, signingRequests).again();
        return new Asked(Subject.PADLOCK.title + ", asked again", port, questions, 200);
    }

    private static Questions questions(Door door, Customers customers, List<String> signingRequests) {
        List<Customer> all = customers.all();
        return switch (door) {
            case V1 ->
                Questions.of(
                        door.path,
                        signingRequests.stream()
                                .map(pem -> "{\"box\":{\"identifier\":\"dc:a6:32:01:02:03\",\"name\":\"Shop\"},"
                                        + "\"signingRequest\":\"" + pem + "\",\"databaseUuid\":\"")
                                .toList(),
                        all.stream()
                                .map(one -> one.uuid() + "\",\"enterpriseCode\":\"" + one.code() + "\"}")
                                .toList());
            case STOCK ->
                Questions.of(
                        door.path,
                        List.of("{\"params\": {\"db_uuid\": \""),
                        all.stream()
                                .map(one -> one.uuid() + "\", \"enterprise_code\": \"" + one.code() + "\"}}")
                                .toList());
        };
    }

    double cpuSeconds() {
        return Usage.cpuSeconds(running.process().toHandle());
    }

    long pid() {
        return running.process().pid();
    }
}
