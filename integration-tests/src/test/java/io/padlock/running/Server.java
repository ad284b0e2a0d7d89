package io.padlock.running;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import io.padlock.testing.PreparedPostgres;
import io.padlock.testing.contract.ServersUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The provisioning server as it is packaged: its own process, real signals. */
public final class Server implements AutoCloseable {

    public static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    public static final String CODE = "M21081412345678";

    private static final Duration START = Duration.ofSeconds(90);

    /** Nobody profits from what a JVM compiles well in the few seconds of most of these lives; it takes half of a start. */
    private static final String STARTS_SOONER = "-XX:TieredStopAtLevel=1";

    /** For those that have much to do: as it runs in a shop's cloud. */
    public static final String AS_USUAL = "-XX:TieredStopAtLevel=4";

    private final Process process;
    private final Path data;
    private final Path log;
    private final int port;
    private final int managementPort;

    private Server(Process process, Path data, Path log, int port, int managementPort) {
        this.process = process;
        this.data = data;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
        ServersUnderTest.add(port);
    }

    public static Server start(Path data, String... settings) throws Exception {
        if (Arrays.stream(settings).noneMatch(setting -> setting.contains("quarkus.datasource"))) {
            PreparedPostgres.into(data.resolve("postgres"));
        }
        Server server = launch(data, Ports.free(), Ports.free(), Map.of(), settings);
        server.awaitReady();
        return server;
    }

    /** Starts it with nothing prepared and waits for nothing: for first starts, and for servers that are not meant to come up. */
    public static Server launch(
            Path data, int port, int managementPort, Map<String, String> environment, String... settings)
            throws IOException {
        Path log = Files.createTempFile("server", ".log");
        log.toFile().deleteOnExit();
        List<String> words = new ArrayList<>(List.of(
                Command.java(),
                STARTS_SOONER,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + managementPort,
                "-Dpadlock.data=" + data));
        words.addAll(Arrays.asList(settings));
        words.addAll(Program.SERVER.words());
        return new Server(Command.start(environment, log, words), data, log, port, managementPort);
    }

    /** One of the program's commands. */
    public static Command command(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(Command.java(), STARTS_SOONER, "-XX:+UseSerialGC"));
        all.addAll(Program.SERVER.words());
        all.addAll(List.of(words));
        return Command.run(all.toArray(String[]::new));
    }

    public void awaitReady() throws Exception {
        Await.until(() -> "readiness of the server\n" + said(), START, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The server ended with status " + process.exitValue() + ": " + said());
            }
            return isReady();
        });
    }

    public boolean isReady() {
        try {
            return Ports.isOpen(managementPort)
                    && given().get("http://127.0.0.1:" + managementPort + "/q/health/ready")
                                    .statusCode()
                            == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean isLive() {
        return given().get("http://127.0.0.1:" + managementPort + "/q/health/live")
                        .statusCode()
                == 200;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public long pid() {
        return process.pid();
    }

    public Path data() {
        return data;
    }

    public String said() {
        return Command.readIfThere(log);
    }

    public String operatorToken() throws IOException {
        return Files.readString(data.resolve("operator-token")).strip();
    }

    /** @return the file with the root that this server handed out */
    public Path root() throws IOException {
        Path file = data.resolve("root-as-downloaded.pem");
        Files.writeString(file, given().get(url() + "/v1/authority/root.pem").asString());
        return file;
    }

    public void registerEligibleDatabase() throws IOException {
        register(UUID, CODE, "PRODUCTION");
    }

    public void register(String uuid, String code, String kind) throws IOException {
        given().header("Authorization", "Bearer " + operatorToken())
                .contentType("application/json")
                .body(("{\"enterpriseCode\":\"%s\",\"kind\":\"%s\",\"subscription\":"
                                + "{\"status\":\"IN_PROGRESS\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":2}]}}")
                        .formatted(code, kind))
                .put(url() + "/v1/operator/databases/" + uuid)
                .then()
                .statusCode(oneOf(200, 201));
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not end. It said: " + said());
        }
        return process.exitValue();
    }

    public int terminate() throws InterruptedException {
        askToEnd();
        return awaitEnd();
    }

    /** SIGTERM, as systemd, Kubernetes and a person send it. */
    public void askToEnd() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        ServersUnderTest.remove(port);
        Command.stop(process);
        Files.deleteIfExists(log);
    }
}
