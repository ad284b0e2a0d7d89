package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.status.Status.Explained;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A box that asks as a stock box asks, whoever answers there. */
class StockDoorTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path data;

    private final FakeServer server = FakeServer.that(asked -> null);
    private final RecordingListener listener = new RecordingListener();

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_request_is_a_stock_boxs_to_the_letter() {
        attempt();

        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/odoo-enterprise/iot/x509");
            assertThat(asked.body())
                    .isEqualTo("{\"params\":{\"db_uuid\":\"5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11\","
                            + "\"enterprise_code\":\"M230701\"}}");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void a_key_that_the_service_made_is_taken_if_it_belongs_to_the_certificate(String algorithm) throws Exception {
        KeyPair key = key(algorithm);
        server.nowAnswers(result(ISSUER.leafFor(key.getPublic()).chainPem(), pem(key)));

        BoxState state = attempt();

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(listener.served()).hasSize(1);
        assertThat(new PairStore(data).current().orElseThrow().keyPem())
                .isEqualTo(listener.last().keyPem());
        assertThat(state.nextAttempt()).isBetween(NOW.plus(Duration.ofDays(59)), NOW.plus(Duration.ofDays(75)));
    }

    @Test
    void a_key_of_another_certificate_is_refused() throws Exception {
        server.nowAnswers(result(ISSUER.leafFor(key("EC").getPublic()).chainPem(), pem(key("EC"))));

        assertThat(attempt().status().cause().toString())
                .endsWith("The certificate is for another key than the box's.");
        assertThat(listener.served()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
    void a_key_that_is_none_is_refused_and_not_quoted(String keyPem) throws Exception {
        server.nowAnswers(result(ISSUER.leafFor(key("EC").getPublic()).chainPem(), keyPem));

        assertThat(attempt().status().cause().toString()).endsWith("The key that came with it can't be read.");
    }

    @Test
    void a_refusal_without_a_reason_is_no_result_as_people_know_it() {
        server.nowAnswers(
                asked -> new Said(200, "application/json", "{\"jsonrpc\":\"2.0\",\"id\":null,\"result\":null}"));

        BoxState state = attempt();

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
        assertThat(state.status().reasons()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome to our WiFi</html>", "", "[]", "{}"})
    void what_is_no_answer_at_all_is_no_refusal(String body) {
        server.nowAnswers(asked -> new Said(200, "text/html", body));

        assertThat(attempt().status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
    }

    @Test
    void padlocks_reasons_come_through_at_this_door_too() {
        server.nowAnswers(asked -> Said.ofTheContract(200, "application/json", """
                {"jsonrpc":"2.0","id":null,"result":null,"error":{"code":403,"message":"No.","data":{
                 "code":"NOT_ELIGIBLE","retryable":false,"reference":"4hnc-0zjw-r8ye",
                 "reasons":[{"code":"NO_IOT_BOX_LINE","explanation":"No line.","remedy":"Add one."}]}}}"""));

        BoxState state = attempt();

        assertThat(state.status().reasons()).containsExactly(new Explained("NO_IOT_BOX_LINE", "No line.", "Add one."));
        assertThat(state.status().reference()).isEqualTo("4hnc-0zjw-r8ye");
    }

    @Test
    void later_is_later_and_as_late_as_it_was_said() {
        server.nowAnswers(asked -> Said.ofTheContract(200, "application/json", """
                {"jsonrpc":"2.0","id":null,"result":null,"error":{"code":503,"message":"Later.","data":{
                 "code":"TRY_LATER","retryable":true,"retryAfter":600,"reference":"4hnc-0zjw-r8ye",
                 "reasons":[{"code":"TRY_LATER","explanation":"Later.","remedy":"Wait."}]}}}"""));

        BoxState state = attempt();

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503");
        assertThat(state.nextAttempt()).isEqualTo(NOW.plusSeconds(600));
    }

    private BoxState attempt() {
        return TestKeeper.of(
                        VERTX,
                        TestKeeper.connectedTo(server.address()),
                        StockDoor::new,
                        data,
                        listener,
                        new TestClock(NOW))
                .attempt()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static FakeServer.Answering result(String chainPem, String keyPem) {
        return asked -> Said.ofTheContract(
                200,
                "application/json",
                new JsonObject()
                        .put("jsonrpc", "2.0")
                        .putNull("id")
                        .put(
                                "result",
                                new JsonObject()
                                        .put("subject_cn", "*." + TestIssuer.ZONE)
                                        .put("x509_pem", chainPem)
                                        .put("private_key_pem", keyPem))
                        .encode());
    }

    private static KeyPair key(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("EC") ? 256 : 2048);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
