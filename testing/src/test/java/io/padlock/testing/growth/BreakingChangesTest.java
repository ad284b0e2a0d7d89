package io.padlock.testing.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.testing.contract.ContractDocument;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The real document, changed in one place. */
class BreakingChangesTest {

    private static final ContractDocument RELEASED = ContractDocument.reviewed();
    private static final String CERTIFICATES = "/paths/~1v1~1certificates/post";
    private static final String DATABASES = "/paths/~1v1~1operator~1databases/get";
    private static final String EXPORTED =
            "/paths/~1v1~1operator~1databases~1export/get/responses/200/content/application~1x-ndjson";
    private static final String TOKEN = "[{\"operatorToken\":[]}]";
    private static final String SCHEMAS = "/components/schemas";

    static Stream<Arguments> what_breaks() {
        return Stream.of(
                breaks("POST /v1/eligibility is gone.", removed("/paths", "/v1/eligibility")),
                breaks("POST /v1/eligibility is gone.", renamed("/paths", "/v1/eligibility", "/v1/eligible")),
                breaks(
                        "POST /v1/certificates is no longer called requestCertificate.",
                        put(CERTIFICATES, "operationId", "askForCertificate")),
                breaks(
                        "POST /v1/certificates no longer lets in who comes with nothing.",
                        put(CERTIFICATES, "security", TOKEN)),
                breaks("POST /v1/certificates no longer lets in who comes with nothing.", put("", "security", TOKEN)),
                breaks(
                        "GET /v1/operator/databases no longer lets in who comes with {operatorToken=[]}.",
                        put(DATABASES, "security", "[{\"other\":[]}]")),
                breaks(
                        "GET /v1/operator/databases no longer lets in who comes with {operatorToken=[]}.",
                        put(DATABASES, "security", "[{\"operatorToken\":[],\"other\":[]}]")),
                breaks(
                        "GET /v1/operator/databases no longer lets in who comes with {operatorToken=[]}.",
                        put(DATABASES, "security", "[{\"operatorToken\":[\"write\"]}]")),
                breaks("POST /v1/certificates 201 is gone.", removed(CERTIFICATES + "/responses", "201")),
                breaks(
                        "POST /v1/certificates 404 no longer names the code UNKNOWN_DATABASE_OR_CONTRACT.",
                        put(CERTIFICATES + "/responses/404", "description", "`UNKNOWN_DATABASE`: not known")),
                breaks(
                        "POST /v1/certificates 429 has no header Retry-After any more.",
                        removed("/components/responses/TooManyRequests/headers", "Retry-After")),
                breaks(
                        "POST /v1/certificates 429, header Retry-After: the type is string, no longer integer.",
                        put("/components/headers/RetryAfter/schema", "type", "string")),
                breaks(
                        "POST /v1/certificates 201 in application/json is gone.",
                        renamed(CERTIFICATES + "/responses/201/content", "application/json", "application/pem")),
                breaks(
                        "POST /v1/operator/databases/import, request in text/csv is gone.",
                        removed("/paths/~1v1~1operator~1databases~1import/post/requestBody/content", "text/csv")),
                breaks(
                        "DELETE /v1/operator/databases/{uuid} 204 has content now.",
                        put("/paths/~1v1~1operator~1databases~1{uuid}/delete/responses/204", "content", "{}")),
                breaks(
                        "POST /v1/certificates 201 in application/json/zone is gone.",
                        removed(SCHEMAS + "/Certificate/properties", "zone")),
                breaks(
                        "POST /v1/certificates 201 in application/json/renewal/start is gone.",
                        removed(SCHEMAS + "/Certificate/properties/renewal/properties", "start")),
                breaks(
                        "POST /v1/certificates 201 in application/json/serial may be missing now.",
                        document -> ((ArrayNode) document.at(SCHEMAS + "/Certificate/required")).remove(0)),
                breaks(
                        "POST /v1/certificates 201 in application/json/serial: the type is integer, no longer string.",
                        put(SCHEMAS + "/Certificate/properties/serial", "type", "integer")),
                breaks(
                        "POST /v1/certificates 201 in application/json/serial: pattern is another one.",
                        put(SCHEMAS + "/Certificate/properties/serial", "pattern", "^[0-9a-f]{40}$")),
                breaks(
                        "POST /v1/certificates 201 in application/json/serial: null is allowed now.",
                        put(SCHEMAS + "/Certificate/properties/serial", "nullable", "true")),
                breaks(
                        "POST /v1/certificates 201 in application/json/names: minItems is 1, after 2.",
                        put(SCHEMAS + "/Certificate/properties/names", "minItems", "1")),
                breaks(
                        "POST /v1/certificates 201 in application/json/names/*: anything may be in the list now.",
                        removed(SCHEMAS + "/Certificate/properties/names", "items")),
                breaks(
                        "GET /v1/operator/databases/export 200 in application/x-ndjson, each line/kind is gone.",
                        removed(SCHEMAS + "/DatabaseLine/properties", "kind")),
                breaks(
                        "GET /v1/operator/databases/export 200 in application/x-ndjson, each line: the type is any, no longer object.",
                        removed(EXPORTED, "x-line-schema")),
                breaks(
                        "POST /v1/certificates, request in application/json/box is required now.",
                        document -> ((ArrayNode) document.at(SCHEMAS + "/CertificateRequest/required")).add("box")),
                breaks(
                        "POST /v1/certificates, request in application/json/box is gone.",
                        removed(SCHEMAS + "/CertificateRequest/properties", "box")),
                breaks(
                        "POST /v1/certificates, request in application/json/signingRequest: maxLength is 8192, after 16384.",
                        put(SCHEMAS + "/CertificateRequest/properties/signingRequest", "maxLength", "8192")),
                breaks(
                        "POST /v1/certificates, request in application/json/signingRequest: pattern is new.",
                        put(SCHEMAS + "/CertificateRequest/properties/signingRequest", "pattern", "^-")),
                breaks(
                        "POST /odoo-enterprise/iot/x509, request in application/json/params/enterprise_code: null is not allowed any more.",
                        removed(SCHEMAS + "/StockRequest/properties/params/properties/enterprise_code", "nullable")),
                breaks(
                        "PUT /v1/operator/databases/{uuid}, request in application/json/kind: COPY is not allowed any more.",
                        document ->
                                ((ArrayNode) document.at(SCHEMAS + "/DatabaseFacts/properties/kind/enum")).remove(1)),
                breaks(
                        "GET /v1/operator/certificates/{serial} 200 in application/json/state: LOST is new.",
                        document -> ((ArrayNode) document.at(SCHEMAS + "/CertificateState/enum")).add("LOST")),
                breaks(
                        "GET /v1/operator/certificates, parameter state: REVOKED is not allowed any more.",
                        document -> ((ArrayNode) document.at(SCHEMAS + "/CertificateState/enum")).remove(2)),
                breaks(
                        "GET /v1/operator/databases, parameter limit, is required now.",
                        put("/components/parameters/Limit", "required", "true")),
                breaks(
                        "GET /v1/operator/databases, parameter cursor, is gone.",
                        put("/components/parameters/Cursor", "name", "from")),
                breaks(
                        "GET /v1/operator/databases requires the new parameter from.",
                        put("/components/parameters/Cursor", "name", "from")
                                .andThen(put("/components/parameters/Cursor", "required", "true"))),
                breaks(
                        "GET /v1/operator/databases, parameter limit: maximum is 100, after 1000.",
                        put("/components/parameters/Limit/schema", "maximum", "100")),
                breaks(
                        "GET /v1/operator/databases, parameter limit: default is not what it was.",
                        put("/components/parameters/Limit/schema", "default", "50")),
                breaks(
                        "POST /v1/certificates, request in application/json: additionalProperties is not what it was.",
                        put(SCHEMAS + "/CertificateRequest", "additionalProperties", "false")),
                breaks(
                        "The security scheme operatorToken is another one.",
                        put("/components/securitySchemes/operatorToken", "scheme", "basic")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("what_breaks")
    void what_breaks_is_named(String sentence, Consumer<JsonNode> change) {
        assertThat(after(change)).contains(sentence);
    }

    static Stream<Consumer<JsonNode>> what_only_grows() {
        return Stream.of(
                put(
                        "/paths",
                        "/v2/certificates",
                        "{\"get\":{\"operationId\":\"new\",\"responses\":{\"200\":{\"description\":\"\"}}}}"),
                put(CERTIFICATES + "/responses", "418", "{\"description\":\"A further answer.\"}"),
                put(CERTIFICATES + "/responses/201/content", "application/pem", "{\"schema\":{\"type\":\"string\"}}"),
                put(SCHEMAS + "/Certificate/properties", "further", "{\"type\":\"string\"}"),
                put(SCHEMAS + "/CertificateRequest/properties", "further", "{\"type\":\"string\"}"),
                put(SCHEMAS + "/CertificateRequest/properties/signingRequest", "maxLength", "32768"),
                removed(SCHEMAS + "/CertificateRequest/properties/enterpriseCode", "pattern"),
                document -> ((ArrayNode) document.at(SCHEMAS + "/CertificateRequest/required")).remove(0),
                document -> ((ArrayNode) document.at(SCHEMAS + "/RevocationCount/required")).add("further"),
                document -> ((ArrayNode) document.at(SCHEMAS + "/DatabaseFacts/properties/kind/enum")).add("TRIAL"),
                put("/components/parameters/Limit/schema", "maximum", "2000"),
                put(CERTIFICATES, "summary", "Other words"),
                put(CERTIFICATES, "security", "[]"),
                put(CERTIFICATES, "security", "[{\"operatorToken\":[]},{}]"),
                put(DATABASES, "security", "[{\"operatorToken\":[]},{\"other\":[]}]"),
                removed(DATABASES, "security"),
                put("/info", "version", "0.2.0"),
                put(
                        CERTIFICATES + "/responses/404",
                        "description",
                        "`UNKNOWN_DATABASE_OR_CONTRACT`: as ever; `A_FURTHER_CODE`: new"),
                renamed("/paths", "/v1/certificates/{serial}/renewal", "/v1/certificates/{number}/renewal")
                        .andThen(put("/components/parameters/Serial", "name", "number")));
    }

    @ParameterizedTest
    @MethodSource("what_only_grows")
    void growth_is_let_through(Consumer<JsonNode> change) {
        assertThat(after(change)).isEmpty();
    }

    @Test
    void one_of_two_ways_in_that_is_closed_is_named() {
        ContractDocument both = changed(put(DATABASES, "security", "[{\"operatorToken\":[]},{\"other\":[]}]"));

        assertThat(BreakingChanges.between(both, RELEASED))
                .containsExactly("GET /v1/operator/databases no longer lets in who comes with {other=[]}.");
    }

    @Test
    void a_rule_for_items_of_a_request_that_had_none_is_named() {
        ContractDocument without = changed(removed(SCHEMAS + "/Subscription/properties/lines", "items"));

        assertThat(BreakingChanges.between(without, RELEASED))
                .contains(
                        "PUT /v1/operator/databases/{uuid}, request in application/json/subscription/lines/*: there is a rule for items now.")
                .noneMatch(sentence -> sentence.startsWith("GET "));
    }

    @Test
    void nothing_changed_is_nothing_broken() {
        assertThat(BreakingChanges.between(RELEASED, RELEASED)).isEmpty();
    }

    private static Iterable<String> after(Consumer<JsonNode> change) {
        return BreakingChanges.between(RELEASED, changed(change));
    }

    private static ContractDocument changed(Consumer<JsonNode> change) {
        JsonNode changed = RELEASED.root().node().deepCopy();
        change.accept(changed);
        assertThat(changed).as("the change").isNotEqualTo(RELEASED.root().node());
        return ContractDocument.of(changed);
    }

    private static Arguments breaks(String sentence, Consumer<JsonNode> change) {
        return arguments(sentence, change);
    }

    private static Consumer<JsonNode> removed(String at, String name) {
        return document -> ((ObjectNode) document.at(at)).remove(name);
    }

    private static Consumer<JsonNode> renamed(String at, String name, String newName) {
        return document -> {
            ObjectNode parent = (ObjectNode) document.at(at);
            parent.set(newName, parent.remove(name));
        };
    }

    private static Consumer<JsonNode> put(String at, String name, String value) {
        return document -> ((ObjectNode) document.at(at)).set(name, json(value));
    }

    private static JsonNode json(String value) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.readTree(value);
        } catch (JsonProcessingException text) {
            return mapper.getNodeFactory().textNode(value);
        }
    }
}
