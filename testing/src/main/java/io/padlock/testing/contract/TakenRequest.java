package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds a request that succeeded to the contract: its body, its token, and each parameter of its address, query and headers. */
final class TakenRequest {

    /** The contract says it in words: stock boxes send what they like. */
    private static final String TAKES_ANY_TYPE = "requestStockCertificate";

    /** Of many lines that a test makes by the thousand all are alike. */
    private static final int MOST_LINES = 1_000;

    private final ContractDocument contract;
    private final Operation operation;
    private final Exchange exchange;

    TakenRequest(ContractDocument contract, Operation operation, Exchange exchange) {
        this.contract = contract;
        this.operation = operation;
        this.exchange = exchange;
    }

    void check() {
        checkBody();
        checkCredential();
        operation.parameters().forEach(this::checkParameter);
    }

    private void checkBody() {
        Message asked = exchange.asked();
        if (asked.mediaType() == null) {
            // A body that was too long to be kept for the check still has its type.
            assertThat(asked.body().length > 0 || !isRequired(operation.requestBody()))
                    .as("%s was taken without a body, which the contract requires", exchange)
                    .isTrue();
            return;
        }
        Place content = operation.requestBody().child("content");
        Place declared = content.child(asked.mediaType());
        assertThat(declared.exists() || !content.exists() || operation.id().equals(TAKES_ANY_TYPE))
                .as("%s took a body in %s, which the contract does not have", operation, asked.mediaType())
                .isTrue();
        if (declared.exists() && MediaTypes.isJson(asked.mediaType())) {
            checkJson(declared.child("schema"), Json.of(asked.text()));
        }
        Place ofLines = declared.child(ContractDocument.SCHEMA_OF_LINES);
        if (ofLines.exists()) {
            checkLines(ofLines);
        }
    }

    private void checkJson(Place schema, JsonNode value) {
        assertThat(contract.faults(schema, value))
                .as("%s took what the contract does not have: %s", operation, value)
                .isEmpty();
    }

    /** Of lines that can't be used the answer says so, each by its number; of very many, the first. */
    private void checkLines(Place schema) {
        JsonNode report = Json.of(exchange.answered().text());
        Set<Integer> refused = report.path("errors").findValues("line").stream()
                .map(JsonNode::asInt)
                .collect(Collectors.toSet());
        // Some programs write a byte order mark first, which the contract lets them.
        List<String> lines =
                exchange.asked().text().replaceFirst("^\uFEFF", "").lines().toList();
        int most = report.path("moreErrors").asInt() > 0 ? 0 : Math.min(lines.size(), MOST_LINES);
        for (int number = 1; number <= most; number++) {
            String line = lines.get(number - 1);
            if (!line.isBlank() && !refused.contains(number)) {
                checkJson(schema, Json.of(line));
            }
        }
    }

    private void checkCredential() {
        Place security = operation.place().child("security");
        assertThat(!security.exists() || exchange.asked().header("Authorization") != null)
                .as("%s was answered without a token, which the contract wants", exchange)
                .isTrue();
    }

    private void checkParameter(Place parameter) {
        String name = parameter.child("name").text();
        Place schema = parameter.child("schema");
        List<String> values = values(parameter.child("in").text(), name);
        assertThat(!values.isEmpty() || !isRequired(parameter))
                .as("%s was taken without %s, which the contract requires", exchange, name)
                .isTrue();
        assertThat(values)
                .allSatisfy(value -> assertThat(contract.faults(schema, Json.scalar(schema, value)))
                        .as("%s was taken with %s=%s, which the contract does not have", exchange, name, value)
                        .isEmpty());
    }

    private List<String> values(String in, String name) {
        return switch (in) {
            case "path" -> operation.valuesOf(name, exchange.path());
            case "query" ->
                Arrays.stream(exchange.query().split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                        // Left out, as the contract says.
                        .filter(value -> !value.isEmpty())
                        .toList();
            case "header" -> exchange.asked().headers().getOrDefault(name, List.of());
            default -> throw new AssertionError("Nobody looks at parameters in " + in + ".");
        };
    }

    private static boolean isRequired(Place place) {
        return place.child("required").node().asBoolean();
    }
}
