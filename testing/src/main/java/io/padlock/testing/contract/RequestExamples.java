package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What the document shows of requests: it was sent just so. */
final class RequestExamples {

    private RequestExamples() {}

    static List<Expectation> of(Operation operation) {
        List<Expectation> all = new ArrayList<>();
        Place content = operation.requestBody().child("content");
        for (String type : content.names()) {
            Place examples = content.child(type).child("examples");
            for (String name : examples.names()) {
                JsonNode shown = examples.child(name).child("value").node();
                all.add(new Expectation(
                        operation + " takes the example '" + name + "' in " + type,
                        exchange -> exchange.status() < 300 && isSent(shown, type, exchange)));
            }
        }
        for (Place parameter : operation.parameters()) {
            all.add(new Expectation(
                    operation + " is asked with the example of the parameter "
                            + parameter.child("name").text(),
                    use(operation, parameter)));
        }
        return all;
    }

    private static boolean isSent(JsonNode shown, String type, Exchange exchange) {
        if (!type.equals(exchange.asked().mediaType())) {
            return false;
        }
        String sent = exchange.asked().text();
        return MediaTypes.isJson(type)
                ? shown.equals(Json.orMissing(sent))
                : shown.asText().equals(sent);
    }

    private static Predicate<Exchange> use(Operation operation, Place parameter) {
        String name = parameter.child("name").text();
        String example = parameter.child("example").text();
        return switch (parameter.child("in").text()) {
            case "path" -> exchange -> operation.valuesOf(name, exchange.path()).contains(example);
            case "query" ->
                exchange -> Arrays.stream(exchange.query().split("&"))
                        .anyMatch(pair ->
                                URLDecoder.decode(pair, StandardCharsets.UTF_8).equals(name + "=" + example));
            default -> exchange -> example.equals(exchange.asked().header(name));
        };
    }
}
