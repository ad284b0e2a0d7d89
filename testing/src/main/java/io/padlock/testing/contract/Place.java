package io.padlock.testing.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A node of the document. Where a reference stands, the place is what it points at. */
public record Place(JsonNode document, JsonNode node) {

    static Place root(JsonNode document) {
        return new Place(document, document);
    }

    public Place child(String name) {
        return followed(node.path(name));
    }

    private Place followed(JsonNode found) {
        return found.has("$ref")
                ? followed(document.at(found.get("$ref").asText().substring(1)))
                : new Place(document, found);
    }

    public boolean exists() {
        return !node.isMissingNode();
    }

    public String text() {
        return node.asText();
    }

    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public List<Place> items() {
        List<Place> items = new ArrayList<>();
        node.forEach(item -> items.add(followed(item)));
        return items;
    }
}
