package io.padlock.testing.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.testing.contract.Place;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A schema with the parts of its {@code allOf} put together. */
record Flat(Map<String, JsonNode> keywords, Map<String, Place> fields, Set<String> required, Place items) {

    private static final Set<String> TAKEN_APART = Set.of("allOf", "properties", "required", "items");

    static Flat of(Place schema) {
        Map<String, JsonNode> keywords = new TreeMap<>();
        Map<String, Place> fields = new TreeMap<>();
        Set<String> required = new TreeSet<>();
        Place items = schema.child("items").exists() ? schema.child("items") : null;
        for (Place part : schema.child("allOf").items()) {
            Flat flat = of(part);
            keywords.putAll(flat.keywords);
            fields.putAll(flat.fields);
            required.addAll(flat.required);
            items = flat.items == null ? items : flat.items;
        }
        for (String keyword : schema.names()) {
            if (!TAKEN_APART.contains(keyword)) {
                keywords.put(keyword, schema.node().get(keyword));
            }
        }
        for (String name : schema.child("properties").names()) {
            fields.put(name, schema.child("properties").child(name));
        }
        schema.child("required").items().forEach(field -> required.add(field.text()));
        return new Flat(keywords, fields, required, items);
    }
}
