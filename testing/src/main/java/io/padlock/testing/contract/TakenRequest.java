package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Holds a request that succeeded to the contract: its body, and each parameter of its address, query and headers. */
final class TakenRequest {

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
        Place declared = operation.requestBody().child("content").child(asked.mediaType());
        if (declared.exists() && MediaTypes.isJson(asked.mediaType())) {
            assertThat(contract.faults(declared.child("schema"), Json.of(asked.text())))
                    .as("%s took what the contract does not have: %s", operation, asked.text())
                    .isEmpty();
        }
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
