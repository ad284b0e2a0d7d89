package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What people read in an answer, without what differs from request to request: numbers, identifiers, references. */
final class Words {

    private Words() {}

    /** @return a problem as its example has to show it */
    static JsonNode of(JsonNode problem) {
        if (!problem.isObject()) {
            return problem;
        }
        ObjectNode words = problem.deepCopy();
        words.remove("reference");
        words.put("detail", plain(problem.path("detail").asText()));
        words.set("reasons", JsonNodeFactory.instance.arrayNode().addAll(List.copyOf(reasonsIn(problem))));
        return words;
    }

    /** @return every check, reason or fault of a line anywhere in it, in words */
    static Set<JsonNode> reasonsIn(JsonNode value) {
        Set<JsonNode> reasons = new TreeSet<>(Comparator.comparing(JsonNode::toString));
        for (JsonNode parent : value.findParents("remedy")) {
            ObjectNode reason = JsonNodeFactory.instance.objectNode();
            for (String field : List.of("code", "passed", "explanation", "remedy")) {
                if (parent.has(field)) {
                    reason.put(field, plain(parent.get(field).asText()));
                }
            }
            reasons.add(reason);
        }
        return reasons;
    }

    private static String plain(String text) {
        return text.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|\\b[0-9a-f]{16,}\\b", "…")
                .replaceAll("[0-9]+", "0");
    }

    /** Of a header's value: "public, max-age=60" is like "public, max-age=5". */
    static String shape(String value) {
        return value.replaceAll("[\\w.-]+", "w");
    }
}
