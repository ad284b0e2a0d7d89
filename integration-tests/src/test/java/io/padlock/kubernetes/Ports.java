package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A port that somebody leads to is one that the pods there have; a ServiceMonitor's one that its Service has. */
final class Ports implements Rule {

    @Override
    public Stream<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Manifest service : manifests.ofKind("Service")) {
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target = port.has("targetPort") ? port.path("targetPort") : port.path("port");
                String protocol = port.path("protocol").asText("TCP");
                mustBeDeclared(manifests, service, service.at("/spec/selector"), target, protocol, faults);
            }
        }
        for (Manifest monitor : manifests.ofKind("ServiceMonitor")) {
            for (JsonNode endpoint : monitor.at("/spec/endpoints")) {
                for (Manifest service : Selectors.services(manifests, monitor.at("/spec/selector/matchLabels"))) {
                    if (!service.at("/spec/ports")
                            .findValuesAsText("name")
                            .contains(endpoint.path("port").asText())) {
                        faults.add(monitor + " watches a port that " + service + " lacks: "
                                + endpoint.path("port").asText());
                    }
                }
            }
        }
        return faults.stream();
    }

    private static void mustBeDeclared(
            Manifests manifests, Manifest from, JsonNode labels, JsonNode port, String protocol, List<String> faults) {
        for (Workload workload : manifests.selectedBy(labels)) {
            if (!workload.declaresPort(port, protocol)) {
                faults.add(from + " leads to a port that " + workload + " lacks: " + port.asText() + " " + protocol);
            }
        }
    }
}
