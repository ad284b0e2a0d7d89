package startup;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import measure.EndedEarly;
import measure.Launch;
import measure.Playground;
import measure.Ports;

/** A server that idles from the beginning to the end: others get their PostgreSQL or their certificates from it. */
public record Giver(String url, Path data) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public static Giver start(Playground playground) throws Exception {
        System.err.println("Starting a server to get PostgreSQL and certificates from ...");
        Path data = playground.folder("giver");
        int port = Ports.free();
        Launch launch = Launch.server("the server to get PostgreSQL and certificates from", port, data, Map.of());
        playground.start(launch).secondsUntilReady();
        return new Giver("http://127.0.0.1:" + port, data);
    }

    Map<String, String> settingsOfItsPostgres() throws IOException {
        Path postgres = data.resolve("postgres");
        // Line 4 is the port: PostgreSQL's src/include/utils/pidfile.h.
        String port =
                Files.readAllLines(postgres.resolve("data/postmaster.pid")).get(3);
        String password = Files.readString(postgres.resolve("password"));
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:" + port.strip() + "/postgres",
                "QUARKUS_DATASOURCE_USERNAME",
                "padlock",
                "QUARKUS_DATASOURCE_PASSWORD",
                password.strip());
    }

    /** Each box belongs to a database of its own, so that no box meets what an earlier one left. */
    public Map<String, String> settingsOfANewBox() throws Exception {
        String uuid = UUID.randomUUID().toString();
        String code = "BENCH-" + uuid;
        register(uuid, code);
        return Map.of(
                "PADLOCK_BOX_SERVER", url,
                "PADLOCK_BOX_DATABASE_UUID", uuid,
                "PADLOCK_BOX_ENTERPRISE_CODE", code);
    }

    private void register(String uuid, String code) throws Exception {
        String database = """
                {"enterpriseCode": "%s", "kind": "PRODUCTION", "subscription": {"status": "IN_PROGRESS",
                 "lines": [{"product": "IOT_BOX", "quantity": 1}]}}""".formatted(code);
        String token = Files.readString(data.resolve("operator-token")).strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/operator/databases/" + uuid))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(database))
                .build();
        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new EndedEarly("The database for a box could not be registered: " + answer.body());
        }
    }
}
