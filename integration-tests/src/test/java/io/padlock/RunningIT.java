package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.padlock.running.Await;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import io.padlock.testing.contract.CheckedHttpClient;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged server tells of itself, and how it stops. */
class RunningIT {

    private static final String NO_BUDGET = "-Dpadlock.budget.database.burst-per-box=0";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path data;

    @Test
    void every_line_that_it_prints_is_json_when_that_is_asked_for_and_a_refusals_reference_is_in_one()
            throws Exception {
        String reference;
        Server server = Server.launch(data, Ports.free(), Ports.free(), Map.of(), "-Dpadlock.log.format=json");
        server.awaitReady();
        try {
            reference = stock(server).path("error.data.reference");
        } finally {
            server.terminate();
        }

        List<JsonNode> lines = new ArrayList<>();
        for (String line : server.said().split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.path("message").asText()).isNotEmpty())
                .anySatisfy(line -> assertThat(line.path("message").asText()).startsWith("Unpacking PostgreSQL"))
                .anySatisfy(line -> {
                    assertThat(line.path("reference").asText()).isEqualTo(reference);
                    assertThat(line.path("message").asText()).contains("UNKNOWN_DATABASE_OR_CONTRACT");
                });
        server.close();
    }

    @Test
    void settings_that_it_does_not_know_are_all_named_at_the_start_with_what_was_meant() throws Exception {
        try (Server server = Server.launch(
                data,
                Ports.free(),
                Ports.free(),
                Map.of("PADLOCK_LOG_FORMATT", "json", "PADLOCK_BOX_SERVER", "https://example.com"),
                "-Dpadlock.isuance.validity=30d")) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.said())
                    .contains("padlock.isuance.validity is not a setting of the server; did you mean"
                            + " padlock.issuance.validity?")
                    .contains("PADLOCK_LOG_FORMATT is not a setting of the server; did you mean PADLOCK_LOG_FORMAT?")
                    .doesNotContain("PADLOCK_BOX_SERVER")
                    .doesNotContain("\tat ");
            assertThat(data.resolve("postgres")).doesNotExist();
        }
    }

    @Test
    void an_audit_that_cannot_be_written_stops_issuing_and_heals_with_nothing_lost() throws Exception {
        int issued = 0;
        try (Server server = Server.start(data, NO_BUDGET, "-Dpadlock.audit.most-waiting=5")) {
            server.registerEligibleDatabase();
            stock(server).then().body("error", nullValue());
            issued++;

            fileSizeLimit(server, "1");
            Response answer = stock(server);
            while (answer.path("error") == null && issued < 50) {
                issued++;
                answer = stock(server);
            }
            answer.then().body("error.code", equalTo(503)).body("error.data.code", equalTo("TRY_LATER"));
            assertThat(server.isReady()).isFalse();
            assertThat(server.isLive()).isTrue();

            fileSizeLimit(server, "unlimited");
            server.awaitReady();
            stock(server).then().body("error", nullValue());
            issued++;
        }

        assertThat(linesWith("CERTIFICATE_ISSUED")).hasSize(issued);
        assertThat(verified()).contains("WHOLE");
    }

    @Test
    void an_audit_that_a_kill_tore_is_healed_at_the_next_start_and_whole() throws Exception {
        Server killed = Server.start(data);
        killed.registerEligibleDatabase();
        stock(killed).then().body("error", nullValue());
        Await.until(
                "the line of the certificate",
                PATIENCE,
                () -> !linesWith("CERTIFICATE_ISSUED").isEmpty());
        killed.kill();
        killed.close();
        Files.writeString(audit(), "{\"seq\":99,\"ti", StandardOpenOption.APPEND);

        try (Server server = Server.start(data)) {
            stock(server).then().body("error", nullValue());
        }

        assertThat(linesWith("AUDIT_HEALED")).hasSize(1);
        assertThat(linesWith("CERTIFICATE_ISSUED")).hasSize(2);
        assertThat(verified()).contains("WHOLE");

        Files.writeString(audit(), Files.readString(audit()).replaceFirst("STOCK", "STUCK"));
        Command broken = Command.run(command(), "verify", folder().toString());
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.output()).contains("BROKEN").contains("changed");
    }

    @Test
    void a_second_server_on_its_audit_is_told_so_in_a_sentence() throws Exception {
        try (Server first = Server.start(data.resolve("first"));
                Server second = Server.launch(
                        data.resolve("second"),
                        Ports.free(),
                        Ports.free(),
                        Map.of(),
                        "-Dpadlock.audit.folder=" + data.resolve("first/audit"))) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.said())
                    .contains("Another process is writing the audit in " + data.resolve("first/audit"))
                    .doesNotContain("\tat ");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void a_stop_under_load_loses_no_request_of_those_who_heed_its_readiness() throws Exception {
        Server server = Server.start(data, NO_BUDGET, "-Dquarkus.shutdown.delay=5s");
        server.registerEligibleDatabase();
        CheckedHttpClient client = new CheckedHttpClient();
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        Queue<Object> failed = new ConcurrentLinkedQueue<>();
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread sender = new Thread(() -> {
                while (go.get()) {
                    try {
                        HttpResponse<byte[]> answer = client.send(request(server));
                        String body = new String(answer.body(), StandardCharsets.UTF_8);
                        if (answer.statusCode() == 200 && body.contains("BEGIN CERTIFICATE")) {
                            answered.incrementAndGet();
                        } else {
                            failed.add(answer.statusCode() + " " + body);
                        }
                    } catch (IOException | InterruptedException e) {
                        failed.add(e);
                    }
                }
            });
            sender.start();
            load.add(sender);
        }
        Await.until("load", PATIENCE, () -> answered.get() > 100);

        Processes.signal("TERM", List.of(server.pid()));
        Await.until("a readiness that is down", PATIENCE, () -> !server.isReady());
        int before = answered.get();
        Await.until("requests that came after it was down", PATIENCE, () -> answered.get() > before);
        go.set(false);
        for (Thread sender : load) {
            sender.join();
        }

        assertThat(server.awaitEnd()).isEqualTo(143);
        assertThat(failed).isEmpty();
        assertThat(linesWith("CERTIFICATE_ISSUED")).hasSize(answered.get());
        assertThat(linesWith("SERVER_STOPPED")).hasSize(1);
        assertThat(verified()).contains("WHOLE");
        server.close();
    }

    @Test
    void a_request_that_was_begun_is_answered_before_the_end() throws Exception {
        Server server = Server.start(data);
        server.registerEligibleDatabase();
        List<Long> postgres = Processes.postgresOn(data);
        Processes.signal("STOP", postgres);
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            answer = new CheckedHttpClient().sendAsync(request(server));
            Await.until("a request that waits", PATIENCE, () -> waiting(server) == 1);

            Processes.signal("TERM", List.of(server.pid()));
            Await.until("the end of its readiness", PATIENCE, () -> !server.isReady());
        } finally {
            Processes.signal("CONT", postgres);
        }

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(server.awaitEnd()).isEqualTo(143);
        server.close();
    }

    @Test
    void traces_arrive_where_they_are_sent_with_the_reference_of_their_request() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (Server server = Server.start(
                data,
                "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort(),
                "-Dquarkus.otel.exporter.otlp.protocol=http/protobuf",
                "-Dquarkus.otel.bsp.schedule.delay=200ms")) {
            String reference = stock(server).header("Padlock-Reference");

            Await.until(
                    () -> "a span with " + reference,
                    PATIENCE,
                    () -> received.stream()
                            .anyMatch(spans -> spans.contains("padlock.reference") && spans.contains(reference)));
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void metrics_are_where_prometheus_looks_for_them() throws Exception {
        try (Server server = Server.start(data)) {
            server.registerEligibleDatabase();
            stock(server).then().body("error", nullValue());

            assertThat(metrics(server))
                    .contains("padlock_certificates_issued_total{door=\"stock\"} 1.0")
                    .contains("padlock_stage_seconds_count{stage=\"recording\"} 1.0")
                    .contains("padlock_revocation_list_days_left{issuer=");
        }
    }

    private static double waiting(Server server) {
        return Double.parseDouble(metrics(server).replaceFirst("(?s).*\npadlock_queue_waiting ([0-9.]+)\n.*", "$1"));
    }

    private static String metrics(Server server) {
        return given().get("http://127.0.0.1:" + server.managementPort() + "/q/metrics")
                .asString();
    }

    /** As a full disk would, and only for this process: its PostgreSQL goes on. */
    private static void fileSizeLimit(Server server, String soft) throws Exception {
        Command limited = Command.run("prlimit", "--pid", "" + server.pid(), "--fsize=" + soft + ":unlimited");
        assertThat(limited.status()).as(limited.output()).isZero();
    }

    private String verified() throws Exception {
        Command verify = Command.run(command(), "verify", folder().toString());
        assertThat(verify.status()).as(verify.output()).isZero();
        return verify.output();
    }

    private static String command() {
        return Checkout.file("deploy/padlock-audit").toString();
    }

    private Path folder() {
        return data.resolve("audit");
    }

    private Path audit() throws IOException {
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> linesWith(String event) throws IOException {
        return Files.readAllLines(audit()).stream()
                .filter(line -> line.contains("\"event\":\"" + event + "\""))
                .toList();
    }

    private static HttpRequest request(Server server) {
        return HttpRequest.newBuilder(URI.create(server.url() + "/odoo-enterprise/iot/x509"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
    }

    private static Response stock(Server server) {
        return given().contentType("application/json").body(BODY).post(server.url() + "/odoo-enterprise/iot/x509");
    }

    private static final String BODY =
            "{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}".formatted(Server.UUID, Server.CODE);
}
