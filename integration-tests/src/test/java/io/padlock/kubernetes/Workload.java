package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What makes pods, and the pods that it makes. */
record Workload(Manifest owner, JsonNode template) {

    private static final Map<String, String> TEMPLATES = Map.of(
            "Pod", "",
            "Deployment", "/spec/template",
            "StatefulSet", "/spec/template",
            "DaemonSet", "/spec/template",
            "Job", "/spec/template",
            "CronJob", "/spec/jobTemplate/spec/template");

    static Optional<Workload> of(Manifest manifest) {
        return Optional.ofNullable(TEMPLATES.get(manifest.kind()))
                .map(pointer -> new Workload(manifest, manifest.at(pointer)));
    }

    JsonNode spec() {
        return template.path("spec");
    }

    JsonNode labels() {
        return template.at("/metadata/labels");
    }

    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        spec().path("initContainers").forEach(containers::add);
        spec().path("containers").forEach(containers::add);
        return containers;
    }

    /** Whether each of the labels is one of its pods'. */
    boolean has(JsonNode wanted) {
        for (var label : wanted.properties()) {
            if (!label.getValue().equals(labels().path(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    boolean declaresPort(JsonNode port, String protocol) {
        for (JsonNode container : spec().path("containers")) {
            for (JsonNode declared : container.path("ports")) {
                boolean same = port.isNumber()
                        ? port.equals(declared.path("containerPort"))
                        : port.equals(declared.path("name"));
                if (same && declared.path("protocol").asText("TCP").equals(protocol)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
