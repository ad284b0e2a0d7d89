package io.padlock.testing.hostility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.padlock.testing.contract.Place;
import java.util.ArrayList;
import java.util.List;

/** A JSON body whose fields can be spoiled one by one, with texts that no JSON library would write. */
final class HostileJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param schema what the document says of the field */
    record Field(ObjectNode parent, String name, Place schema) {

        /** In place of the value, as it stands. */
        void raw(String text) {
            parent.putRawValue(name, new RawValue(text));
        }

        void text(String value) {
            parent.put(name, value);
        }

        void remove() {
            parent.remove(name);
        }

        /** Writes itself twice: whoever reads the value writes the rest of the object into it. */
        void twice(String other) {
            raw(value() + "," + quoted(name) + ":" + other);
        }

        String value() {
            return parent.path(name).isMissingNode() ? "null" : parent.get(name).toString();
        }

        boolean is(String type) {
            return schema.child("type").text().equals(type);
        }
    }

    private final ObjectNode root;
    private final List<Field> fields = new ArrayList<>();
    private final List<ObjectNode> objects = new ArrayList<>();

    HostileJson(Draft draft) {
        try {
            root = (ObjectNode) JSON.readTree(draft.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The document shows a body that is no JSON: " + draft.text(), e);
        }
        collect(root, draft.schema());
    }

    /** Those that the example has, and those that the schema has besides. */
    private void collect(ObjectNode object, Place schema) {
        objects.add(object);
        List<String> names = new ArrayList<>(schema.child("properties").names());
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                names.add(name);
            }
        });
        for (String name : names) {
            Place field = schema.child("properties").child(name);
            fields.add(new Field(object, name, field));
            collectIn(object.path(name), field);
        }
    }

    private void collectIn(JsonNode value, Place schema) {
        if (value instanceof ObjectNode object) {
            collect(object, schema);
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> collectIn(item, schema.child("items")));
        }
    }

    Field any(Dice dice) {
        return dice.pick(fields);
    }

    /** Any other where the document has none of this type. */
    Field any(Dice dice, String type) {
        List<Field> some = fields.stream().filter(field -> field.is(type)).toList();
        return dice.pick(some.isEmpty() ? fields : some);
    }

    ObjectNode anObject(Dice dice) {
        return dice.pick(objects);
    }

    @Override
    public String toString() {
        return root.toString();
    }

    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
