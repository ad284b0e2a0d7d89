package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** A probe asks a port that its own container has. What is started for long is watched. */
final class Probes implements Rule {

    private static final List<String> KINDS = List.of("startupProbe", "livenessProbe", "readinessProbe");

    @Override
    public Stream<String> faults(Manifests manifests) {
        return manifests.workloads().flatMap(Probes::faultsOf);
    }

    private static Stream<String> faultsOf(Workload workload) {
        Stream<String> blind = !workload.owner().kind().equals("Deployment")
                ? Stream.of()
                : Stream.of("livenessProbe", "readinessProbe")
                        .filter(kind -> workload.containers().stream().noneMatch(container -> container.has(kind)))
                        .map(kind -> workload + " has no " + kind);
        return Stream.concat(
                blind,
                workload.containers().stream()
                        .flatMap(container -> KINDS.stream()
                                .filter(kind -> container.has(kind) && !asksAPort(container, container.path(kind)))
                                .map(kind -> workload + " has a " + kind + " that asks a port which "
                                        + container.path("name").asText() + " lacks")));
    }

    private static boolean asksAPort(JsonNode container, JsonNode probe) {
        JsonNode asked = probe.at(probe.has("httpGet") ? "/httpGet/port" : "/tcpSocket/port");
        for (JsonNode port : container.path("ports")) {
            if (asked.equals(port.path(asked.isNumber() ? "containerPort" : "name"))) {
                return true;
            }
        }
        return false;
    }
}
