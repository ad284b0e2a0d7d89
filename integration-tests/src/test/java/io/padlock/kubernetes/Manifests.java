package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** All that an overlay comes to. */
record Manifests(List<Manifest> all) {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

    /** As kubectl says it; kept, because it is asked for often. */
    static String rendered(String folder) throws Exception {
        String known = RENDERED.get(folder);
        if (known != null) {
            return known;
        }
        Command render = Command.run(Checkout.file("deploy/kube").toString(), "render", folder);
        assertThat(render.status()).as(render.output()).isZero();
        // What it says of the tools that it fetches comes before.
        String yaml = render.output().substring(render.output().indexOf("apiVersion:"));
        RENDERED.put(folder, yaml);
        return yaml;
    }

    static Manifests of(String yaml) {
        List<Manifest> all = new ArrayList<>();
        for (Object document : new Yaml().loadAll(yaml)) {
            all.add(new Manifest(JSON.valueToTree(document)));
        }
        return new Manifests(all);
    }

    List<Manifest> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    Optional<Manifest> named(String kind, String name) {
        return ofKind(kind).stream()
                .filter(manifest -> manifest.name().equals(name))
                .findFirst();
    }

    Stream<Workload> workloads() {
        return all.stream().flatMap(manifest -> Workload.of(manifest).stream());
    }

    List<Workload> selectedBy(JsonNode labels) {
        return workloads().filter(workload -> workload.has(labels)).toList();
    }

    /** The keys of a Secret or ConfigMap that is there, or that an operator will make; empty when there will be none. */
    Optional<List<String>> keys(String kind, String name) {
        if (kind.equals("Secret")) {
            Optional<List<String>> made = Operators.secret(this, name);
            if (made.isPresent()) {
                return made;
            }
        }
        return named(kind, name)
                .map(manifest -> Stream.of("data", "stringData", "binaryData")
                        .flatMap(part -> manifest.tree().path(part).properties().stream())
                        .map(Map.Entry::getKey)
                        .toList());
    }

    JsonNode of(String kind, String name) {
        return named(kind, name).orElseThrow().tree();
    }
}
