package io.padlock.provisioning.operator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Operator;
import io.padlock.provisioning.OperatorWitness;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class OperatorActionsTest {

    private static final String COPY =
            "{\"enterpriseCode\":\"TOP-SECRET\",\"kind\":\"COPY\",\"subscription\":{\"status\":\"PAUSED\",\"lines\":[]}}";

    record Told(Operator who, String action, Map<String, String> about) {}

    @Singleton
    static class Listener implements OperatorWitness {

        private final List<Told> heard = new ArrayList<>();

        @Override
        public synchronized void done(Operator who, String action, Map<String, String> about) {
            heard.add(new Told(who, action, about));
            notifyAll();
        }

        synchronized Told await(Predicate<Told> which, Duration patience) throws InterruptedException {
            long end = System.nanoTime() + patience.toNanos();
            while (heard.stream().noneMatch(which)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("Not told within " + patience + ": " + heard);
                }
                wait(left);
            }
            return heard.stream().filter(which).findFirst().orElseThrow();
        }

        synchronized void forget() {
            heard.clear();
        }

        synchronized List<Told> of(String uuid) {
            return heard.stream()
                    .filter(told -> uuid.equals(told.about().get("uuid")))
                    .toList();
        }
    }

    @Inject
    Listener listener;

    @Test
    void an_export_is_told_with_whether_contract_codes_were_asked_for() throws InterruptedException {
        for (String codes : List.of("true", "false")) {
            operator()
                    .queryParam("contractCodes", codes)
                    .get("/v1/operator/databases/export")
                    .then()
                    .statusCode(200);

            listener.await(
                    told -> told.action().equals("GET /v1/operator/databases/export")
                            && codes.equals(told.about().get("query.contractCodes")),
                    Duration.ofSeconds(10));
        }
    }

    @Test
    void what_was_done_is_told_with_who_did_it_and_without_the_contract_code() {
        String uuid = UUID.randomUUID().toString();

        operator()
                .contentType("application/json")
                .body(COPY)
                .put("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(201);

        assertThat(listener.of(uuid))
                .containsExactly(new Told(
                        new Operator("operator"),
                        "PUT /v1/operator/databases/{uuid}",
                        Map.of("uuid", uuid, "status", "201")));
    }

    @Test
    void what_was_refused_is_told_with_its_code() {
        String uuid = UUID.randomUUID().toString();

        operator().get("/v1/operator/databases/" + uuid).then().statusCode(404);

        assertThat(listener.of(uuid))
                .containsExactly(new Told(
                        Operator.BY_TOKEN,
                        "GET /v1/operator/databases/{uuid}",
                        Map.of("uuid", uuid, "status", "404", "code", "NO_SUCH_DATABASE")));
    }

    @Test
    void what_nobody_known_tried_is_no_operators_action() {
        String uuid = UUID.randomUUID().toString();

        given().header("Authorization", "Bearer wrong")
                .get("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(401);

        assertThat(listener.of(uuid)).isEmpty();
    }

    @Test
    void what_an_address_brings_beside_the_contract_is_not_told() {
        String uuid = UUID.randomUUID().toString();

        operator()
                .queryParam("operator", "alice")
                .queryParam("action", "GET nothing")
                .queryParam("enterpriseCode", "TOP-SECRET")
                .queryParam("uuid", "another")
                .get("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(404);

        assertThat(listener.of(uuid))
                .extracting(Told::about)
                .containsExactly(Map.of("uuid", uuid, "status", "404", "code", "NO_SUCH_DATABASE"));
    }

    @Test
    void what_a_list_was_asked_for_is_told_and_not_mistaken_for_how_it_ended() throws Exception {
        operator()
                .queryParam("status", "PAUSED")
                .queryParam("limit", "17")
                .get("/v1/operator/databases")
                .then()
                .statusCode(200);

        assertThat(listener.await(told -> "17".equals(told.about().get("query.limit")), Duration.ofSeconds(10))
                        .about())
                .isEqualTo(Map.of("query.status", "PAUSED", "query.limit", "17", "status", "200"));
    }

    @Test
    void what_was_done_for_somebody_who_hung_up_is_told_too() throws Exception {
        List<String> uuids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(100).toList();

        for (String uuid : uuids) {
            putAndHangUp(uuid);
        }

        for (String uuid : uuids) {
            assertThat(listener.await(told -> uuid.equals(told.about().get("uuid")), Duration.ofSeconds(20))
                            .about())
                    .containsEntry("status", "201");
        }
    }

    private static void putAndHangUp(String uuid) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("""
                            PUT /v1/operator/databases/%s HTTP/1.1\r
                            Host: localhost\r
                            Authorization: Bearer %s\r
                            Content-Type: application/json\r
                            Content-Length: %d\r
                            \r
                            %s""".formatted(uuid, TestServer.OPERATOR_TOKEN, COPY.length(), COPY))
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }
}
