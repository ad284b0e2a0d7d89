package io.padlock.testing.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.testing.contract.Operation;
import io.padlock.testing.contract.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What whoever asks has to come with: one of these alternatives, each a set of schemes with the scopes that it takes. */
record Security(List<Map<String, Set<String>>> alternatives) {

    static Security of(Operation operation) {
        Place own = operation.place().child("security");
        JsonNode all = own.exists() ? own.node() : operation.place().document().path("security");
        List<Map<String, Set<String>>> alternatives = new Place(
                        operation.place().document(), all)
                .items().stream().map(Security::alternative).toList();
        // None at all is the same as one that takes nothing.
        return new Security(alternatives.isEmpty() ? List.of(Map.of()) : alternatives);
    }

    private static Map<String, Set<String>> alternative(Place declared) {
        Map<String, Set<String>> schemes = new TreeMap<>();
        for (String scheme : declared.names()) {
            Set<String> scopes = new TreeSet<>();
            declared.child(scheme).items().forEach(scope -> scopes.add(scope.text()));
            schemes.put(scheme, scopes);
        }
        return schemes;
    }

    /** Who holds more than is asked for is let in, too. */
    boolean letsIn(Map<String, Set<String>> held) {
        return alternatives.stream()
                .anyMatch(asked -> asked.entrySet().stream()
                        .allMatch(scheme -> held.containsKey(scheme.getKey())
                                && held.get(scheme.getKey()).containsAll(scheme.getValue())));
    }

    static String told(Map<String, Set<String>> held) {
        return held.isEmpty() ? "nothing" : held.toString();
    }
}
