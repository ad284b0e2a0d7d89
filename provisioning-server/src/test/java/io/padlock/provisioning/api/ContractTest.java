package io.padlock.provisioning.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.answers.Examples;
import io.padlock.testing.answers.Visitor;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server does what the document says: with the document's own requests, and with those that it says are refused. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class ContractTest {

    private static final ContractDocument DOCUMENT = ContractDocument.reviewed();
    private static final String JSON = "application/json";

    @Test
    void the_document_is_served_byte_for_byte_as_it_was_reviewed() throws IOException {
        byte[] reviewed = Files.readAllBytes(ContractDocument.FILE);

        for (String address : List.of("/openapi.yaml", "/q/openapi")) {
            assertThat(given().get(address).then().statusCode(200).extract().asByteArray())
                    .isEqualTo(reviewed);
        }
    }

    @Test
    void the_documents_example_requests_do_what_it_says() {
        try (Visitor visitor =
                new Visitor(URI.create("http://localhost:" + RestAssured.port), TestServer.OPERATOR_TOKEN)) {
            new Examples(visitor).send();
        }
    }

    static Stream<Operation> those_that_take_json() {
        return operationsThat("413").filter(operation -> operation.path().startsWith("/v1") && takesJson(operation));
    }

    @ParameterizedTest
    @MethodSource("those_that_take_json")
    void a_body_that_is_too_large_or_not_json_is_refused(Operation operation) {
        Response tooLarge = send(operation, asked().contentType(JSON).body(" ".repeat(65537)));
        Response notJson = send(operation, asked().contentType(JSON).body("hello"));

        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.<String>path("code")).isEqualTo("BODY_TOO_LARGE");
        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(notJson.<String>path("code")).isEqualTo("MALFORMED_REQUEST");
    }

    static Stream<Operation> those_with_limits() {
        return DOCUMENT.operations().stream()
                .filter(operation -> operation.parameters().stream()
                        .anyMatch(parameter -> parameter.child("name").text().equals("limit")));
    }

    @ParameterizedTest
    @MethodSource("those_with_limits")
    void a_parameter_that_cannot_be_used_is_named(Operation operation) {
        for (Place parameter : operation.parameters()) {
            String name = parameter.child("name").text();
            // Any text could be a code; all others have rules.
            if (!name.equals("code")) {
                Response answer = send(operation, asked().queryParam(name, "no such thing"));

                assertThat(answer.statusCode()).as(name).isEqualTo(400);
                assertThat(answer.<String>path("code")).as(name).isEqualTo("INVALID_PARAMETER");
                assertThat(answer.<String>path("detail")).contains(name);
            }
        }
    }

    static Stream<Operation> those_about_one_certificate_or_database() {
        return DOCUMENT.operations().stream().filter(operation -> !operation.isExact());
    }

    @ParameterizedTest
    @MethodSource("those_about_one_certificate_or_database")
    void what_is_not_there_is_404_and_what_cannot_be_is_400(Operation operation) {
        if (operation.id().equals("putDatabase")) {
            return;
        }
        RequestSpecification request = operation.requestBody().exists()
                ? body(operation.id(), JSON, exampleNames(operation).get(0))
                : asked();
        Response absent = send(
                operation,
                request,
                Map.of(
                        "uuid", "00000000-0000-4000-8000-000000000000",
                        "serial", "00000000000000000000000000000000",
                        "zone", "00000000",
                        "issuer", "0000000000000000"));

        assertThat(absent.statusCode()).isEqualTo(404);
        assertThat(absent.<String>path("code"))
                .isIn("NO_SUCH_DATABASE", "NO_SUCH_CERTIFICATE", "NO_SUCH_ZONE", "NO_SUCH_ISSUER");
        if (operation.answer(400).exists()) {
            Response impossible =
                    send(operation, request, Map.of("uuid", "shop", "serial", "x", "zone", "x", "issuer", "x"));
            assertThat(impossible.statusCode()).isEqualTo(400);
            assertThat(impossible.<String>path("code")).isIn("INVALID_DATABASE_UUID", "INVALID_SERIAL", "INVALID_ZONE");
        }
    }

    private static Stream<Operation> operationsThat(String canAnswer) {
        return DOCUMENT.operations().stream()
                .filter(operation ->
                        operation.place().child("responses").names().contains(canAnswer));
    }

    private static Response send(Operation operation, RequestSpecification request) {
        return send(operation, request, Map.of());
    }

    /** To the document's own address; some of its places are filled otherwise. */
    private static Response send(Operation operation, RequestSpecification request, Map<String, String> places) {
        return request.request(operation.method().toUpperCase(Locale.ROOT), operation.examplePath(places));
    }

    /** With the token everywhere: who needs none is not disturbed by it. */
    private RequestSpecification asked() {
        return given()
                // As given, without a charset of REST Assured's own.
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }

    private RequestSpecification body(String id, String mediaType, String example) {
        JsonNode shown = DOCUMENT.operation(id).exampleRequest(mediaType, example);
        return asked().contentType(mediaType).body((shown.isTextual() ? shown.asText() : shown.toString()).getBytes());
    }

    private static boolean takesJson(Operation operation) {
        return operation.requestBody().child("content").names().contains(JSON);
    }

    private static List<String> exampleNames(Operation operation) {
        return operation
                .requestBody()
                .child("content")
                .child(JSON)
                .child("examples")
                .names();
    }
}
