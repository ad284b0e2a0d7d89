package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.Yaml;

/**
 * An overlay, played by podman: each workload is a pod, and is found by the names of the Services that select it, as in a
 * cluster. What podman knows nothing of (policies, budgets, probes over HTTP) it passes over.
 */
record Played(Manifests manifests, Room room, Path shared) {

    private static final List<String> NEEDED = List.of("ConfigMap", "Secret", "PersistentVolumeClaim");

    void play(String kind, String name) throws Exception {
        play(kind, name, workload -> workload);
    }

    /** @param change of what is played, on a copy */
    void play(String kind, String name, UnaryOperator<ObjectNode> change) throws Exception {
        ObjectNode workload = change.apply(manifests.of(kind, name).deepCopy());
        List<JsonNode> all = new ArrayList<>();
        manifests.all().stream()
                .filter(manifest -> NEEDED.contains(manifest.kind()))
                .map(Manifest::tree)
                .forEach(all::add);
        all.add(workload);
        Path file = shared.resolve(workload.at("/metadata/name").asText() + ".yaml");
        List<Object> documents = new ArrayList<>();
        for (JsonNode document : all) {
            documents.add(Manifests.JSON.treeToValue(document, Object.class));
        }
        Files.writeString(file, new Yaml().dumpAll(documents.iterator()));
        room.podman("kube", "play", "--network", "padlock" + names(workload), "/tmp/" + file.getFileName());
    }

    private String names(JsonNode workload) {
        Workload pods = Workload.of(new Manifest(workload)).orElseThrow();
        StringBuilder names = new StringBuilder();
        for (Manifest service : manifests.ofKind("Service")) {
            if (pods.has(service.at("/spec/selector"))) {
                names.append(names.isEmpty() ? ":" : ",").append("alias=").append(service.name());
            }
        }
        return names.toString();
    }

    static String container(String name, String container) {
        return name + "-pod-" + container;
    }

    String address(String name) throws Exception {
        return room.podman(
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                room.podman("pod", "inspect", "--format", "{{.InfraContainerID}}", name + "-pod"));
    }

    String log(String name, String container) throws Exception {
        return room.tryPodman("logs", container(name, container)).output();
    }

    /** Of the container's first process, as the room counts them. */
    String process(String name, String container) throws Exception {
        return room.podman("inspect", "--format", "{{.State.Pid}}", container(name, container));
    }
}
