package io.padlock.testing.contract;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.TreeSet;

final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static JsonNode orMissing(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static JsonNode of(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return fail("Not JSON: " + text, e);
        }
    }

    /** @return what stood in an address or a header, as a value for its schema */
    static JsonNode scalar(Place schema, String value) {
        return schema.child("type").text().equals("string") ? TextNode.valueOf(value) : of(value);
    }

    /** @return the paths of all fields that hold something, the items of a list as one */
    static Set<String> fields(JsonNode value) {
        Set<String> fields = new TreeSet<>();
        collect(value, "", fields);
        return fields;
    }

    private static void collect(JsonNode value, String path, Set<String> fields) {
        if (value.isArray()) {
            value.forEach(item -> collect(item, path + "/*", fields));
        }
        value.properties().forEach(field -> {
            String here = path + "/" + field.getKey();
            fields.add(here);
            collect(field.getValue(), here, fields);
        });
    }
}
