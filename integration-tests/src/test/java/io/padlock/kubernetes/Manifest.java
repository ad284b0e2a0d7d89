package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** One object, as it is sent to a cluster. */
record Manifest(JsonNode tree) {

    String kind() {
        return tree.path("kind").asText();
    }

    String type() {
        return tree.path("apiVersion").asText() + "/" + kind();
    }

    String name() {
        return tree.at("/metadata/name").asText();
    }

    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
