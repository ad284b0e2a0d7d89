package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check lets pass and what it finds, by exchanges that nobody had with a server. */
class KeepsToTheContractTest {

    private static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String DATABASE = "/v1/operator/databases/" + UUID;
    private static final String EXPORT = "/v1/operator/databases/export";
    private static final Map<String, List<String>> REFERENCE = Map.of("Padlock-Reference", List.of("k3v7-q9xw-2mtd"));
    private static final Map<String, List<String>> TOKEN = Map.of("Authorization", List.of("Bearer of-the-operator"));
    private static final Message NOTHING = new Message(TOKEN, new byte[0]);

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404",
        "OPTIONS, /v1/certificates, 405",
        "get, /v1/authority/root.pem, 405",
        "GET, /v1/authority/root.pem;a=b, 404",
        "GET, /v1//authority/root.pem, 404",
        "GET, /v1/operator/databases/shop;a=b, 404",
        "GET, /v1/operator/databases/%zz, 404",
        "GET, /v1/operator/databases/import, 405",
    })
    void what_is_nowhere_in_the_document_is_not_found_or_not_allowed(String method, String target, int status) {
        assertThatCode(() -> check(exchange(method, target, NOTHING, everywhere(status))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/certificates, 404",
        "POST, /v1/certificates, 405",
        "GET, /v1/authority/root.pem, 404",
        "GET, /v1/authority/root.pem, 405",
        "GET, /v1/operator/databases/" + UUID + ", 404",
        "GET, /v1/operator/databases/" + UUID + ", 405",
        "PUT, /v1/operator/databases/" + UUID + ", 404",
    })
    void what_the_document_has_is_never_not_found_and_never_not_allowed(String method, String target, int status) {
        assertThatThrownBy(() -> check(exchange(method, target, NOTHING, everywhere(status))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_place_of_an_address_that_was_taken_is_what_the_document_says() {
        assertThatCode(() -> check(exchange("DELETE", DATABASE, NOTHING, answer(204, null, ""))))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> check(exchange("DELETE", "/v1/operator/databases/shop", NOTHING, answer(204, null, ""))))
                .hasMessageContaining("uuid=shop");
    }

    @Test
    void a_parameter_that_was_taken_is_what_the_document_says() {
        assertThatCode(() -> check(exported("?contractCodes=true", ""))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(exported("?contractCodes=7", ""))).hasMessageContaining("contractCodes=7");
    }

    @ParameterizedTest
    @CsvSource({"query, contractCodes", "header, If-None-Match"})
    void a_required_parameter_was_there(String in, String name) {
        ObjectNode document = ContractDocument.reviewed().root().node().deepCopy();
        ObjectNode parameter = (ObjectNode) document.at("/paths/~1v1~1operator~1databases~1export/get/parameters/0");
        parameter.put("in", in).put("name", name).put("required", true);
        parameter.putObject("schema").put("type", "string").put("maxLength", 5);
        ContractDocument changed = ContractDocument.of(document);
        KeepsToTheContract contract = new KeepsToTheContract(changed, new Reached(changed));

        assertThatThrownBy(() -> contract.check(exported("", ""))).hasMessageContaining("without " + name);
        assertThatThrownBy(() -> contract.check(exported("?" + name + "=toolong", "toolong")))
                .hasMessageContaining(name + "=toolong");
        assertThatCode(() -> contract.check(exported("?" + name + "=short", "short")))
                .doesNotThrowAnyException();
    }

    @Test
    void a_required_body_was_there() {
        JsonNode stored = ContractDocument.reviewed()
                .operation("putDatabase")
                .answer(201)
                .child("content")
                .child("application/json")
                .child("examples")
                .items()
                .get(0)
                .child("value")
                .node();
        assertThatThrownBy(() ->
                        check(exchange("PUT", DATABASE, NOTHING, answer(201, "application/json", stored.toString()))))
                .hasMessageContaining("without a body");
    }

    @Test
    void each_line_of_lines_is_what_the_document_says() {
        String line =
                "{\"uuid\":\"" + UUID + "\",\"kind\":\"COPY\",\"subscription\":{\"status\":\"PAUSED\",\"lines\":[]}}\n";

        assertThatCode(() -> check(lines(line + line))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(lines(line + line.replace("COPY", "SHOP"))))
                .hasMessageContaining("SHOP");
        assertThatThrownBy(() -> check(lines(line + line.replace("\"kind\"", "\"further\":1,\"kind\""))))
                .hasMessageContaining("/further");
        assertThatThrownBy(() -> check(lines(line + line.substring(0, 40)))).hasMessageContaining("Not JSON");
    }

    @Test
    void a_header_that_nobody_declared_is_found() {
        assertThatThrownBy(() -> check(exchange(
                        "DELETE", DATABASE, NOTHING, answer(204, null, "").with("Server", "Quarkus"))))
                .hasMessageContaining("server");
    }

    @Test
    void a_code_that_the_description_does_not_name_is_found_among_the_reasons_too() {
        Answer refused = refused("NOT_ELIGIBLE", "NO_IOT_BOX_LINE");
        Answer unheardOf = refused("NOT_ELIGIBLE", "NO_MONEY");
        Answer stock = stockRefused("NOT_ELIGIBLE", "NO_IOT_BOX_LINE");
        Answer stockUnheardOf = stockRefused("NOT_ELIGIBLE", "NO_MONEY");

        assertThatCode(() -> check(exchange("POST", "/v1/certificates", NOTHING, refused)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(exchange("POST", "/v1/certificates", NOTHING, unheardOf)))
                .hasMessageContaining("NO_MONEY");
        assertThatCode(() -> check(exchange("POST", "/odoo-enterprise/iot/x509", NOTHING, stock)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(exchange("POST", "/odoo-enterprise/iot/x509", NOTHING, stockUnheardOf)))
                .hasMessageContaining("NO_MONEY");
    }

    @Test
    void what_needs_a_token_was_asked_with_one() {
        Message nobody = new Message(Map.of(), new byte[0]);

        assertThatThrownBy(() -> check(exchange("DELETE", DATABASE, nobody, answer(204, null, ""))))
                .hasMessageContaining("without a token");
    }

    @Test
    void a_body_that_was_taken_is_of_a_declared_type() {
        Message form = with("Content-Type", "application/x-www-form-urlencoded", "a=b");
        Answer eligible = answer(200, "application/json", """
                {"eligible":true,"checks":[{"code":"NO_IOT_BOX_LINE","passed":true,"explanation":"e","remedy":"r"}]}""");

        assertThatThrownBy(() -> check(exchange("POST", "/v1/eligibility", form, eligible)))
                .hasMessageContaining("x-www-form-urlencoded");
    }

    @Test
    void a_line_that_was_imported_is_what_the_document_says() {
        String bad =
                "{\"uuid\":\"" + UUID + "\",\"kind\":\"SHOP\",\"subscription\":{\"status\":\"PAUSED\",\"lines\":[]}}\n";
        Message lines = with("Content-Type", "application/x-ndjson", "\n" + bad);
        String report = "{\"mode\":\"LINE_BY_LINE\",\"lines\":1,\"created\":0,\"replaced\":0,\"unchanged\":0,"
                + "\"refused\":1,\"errors\":[%s],\"moreErrors\":0}";
        String error = "{\"line\":2,\"code\":\"INVALID_DATABASE\",\"explanation\":\"e\",\"remedy\":\"r\"}";
        String target = "/v1/operator/databases/import?mode=LINE_BY_LINE";

        assertThatCode(() -> check(
                        exchange("POST", target, lines, answer(200, "application/json", report.formatted(error)))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        check(exchange("POST", target, lines, answer(200, "application/json", report.formatted("")))))
                .hasMessageContaining("SHOP");
    }

    private static Message with(String header, String value, String body) {
        Map<String, List<String>> headers = new TreeMap<>(TOKEN);
        headers.put(header, List.of(value));
        return new Message(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer refused(String code, String reason) {
        return answer(403, "application/problem+json", """
                {"type":"urn:padlock:problem:no","title":"No","status":403,"code":"%s","detail":"No.",
                 "reasons":[{"code":"%s","explanation":"No.","remedy":"Look elsewhere."}],
                 "retryable":false,"reference":"k3v7-q9xw-2mtd"}
                """.formatted(code, reason));
    }

    private static Answer stockRefused(String code, String reason) {
        return answer(200, "application/json", """
                {"jsonrpc":"2.0","id":null,"result":null,"error":{"code":403,"message":"No.","data":{"code":"%s",
                 "reasons":[{"code":"%s","explanation":"No.","remedy":"Look elsewhere."}],
                 "retryable":false,"reference":"k3v7-q9xw-2mtd"}}}
                """.formatted(code, reason));
    }

    private static Exchange lines(String lines) {
        return exchange("GET", EXPORT, NOTHING, answer(200, "application/x-ndjson", lines));
    }

    private static Exchange exported(String query, String condition) {
        Map<String, List<String>> headers = new TreeMap<>(TOKEN);
        if (!condition.isEmpty()) {
            headers.put("if-none-match", List.of(condition));
        }
        return exchange("GET", EXPORT + query, new Message(headers, new byte[0]), answer(200, "text/csv", "uuid\n"));
    }

    private static void check(Exchange exchange) {
        KeepsToTheContract.reviewed().check(exchange);
    }

    private record Answer(int status, Message message) {

        Answer with(String header, String value) {
            Map<String, List<String>> headers = new TreeMap<>(message.headers());
            headers.put(header, List.of(value));
            return new Answer(status, new Message(headers, message.body()));
        }
    }

    private static Exchange exchange(String method, String target, Message asked, Answer answer) {
        return new Exchange(method, target, asked, answer.status(), answer.message());
    }

    private static Answer everywhere(int status) {
        String code = status == 404 ? "NOT_FOUND" : "METHOD_NOT_ALLOWED";
        String problem = """
                {"type":"urn:padlock:problem:%s","title":"No","status":%d,"code":"%s","detail":"No.",
                 "reasons":[{"code":"%s","explanation":"No.","remedy":"Look elsewhere."}],
                 "retryable":false,"reference":"k3v7-q9xw-2mtd"}
                """.formatted(code.toLowerCase(Locale.ROOT).replace('_', '-'), status, code, code);
        return answer(status, "application/problem+json", problem).with("Allow", "GET");
    }

    private static Answer answer(int status, String mediaType, String body) {
        Map<String, List<String>> headers = new TreeMap<>(REFERENCE);
        if (mediaType != null) {
            headers.put("Content-Type", List.of(mediaType));
        }
        return new Answer(status, new Message(headers, body.getBytes(StandardCharsets.UTF_8)));
    }
}
