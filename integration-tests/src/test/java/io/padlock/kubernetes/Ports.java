package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port that somebody leads to, or lets somebody to, is one that the pods there have; a ServiceMonitor's one that its Service
 * has.
 */
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
        for (Manifest policy : manifests.ofKind("NetworkPolicy")) {
            JsonNode own = policy.at("/spec/podSelector/matchLabels");
            policy.at("/spec/ingress").forEach(rule -> mustBeOpen(manifests, policy, own, rule.path("ports"), faults));
            for (JsonNode rule : policy.at("/spec/egress")) {
                for (JsonNode peer : rule.path("to")) {
                    // Pods in other namespaces are others' business.
                    if (!peer.has("namespaceSelector")) {
                        JsonNode labels = peer.at("/podSelector/matchLabels");
                        mustBeOpen(manifests, policy, labels, rule.path("ports"), faults);
                    }
                }
            }
        }
        return faults.stream();
    }

    private static void mustBeOpen(
            Manifests manifests, Manifest policy, JsonNode labels, JsonNode ports, List<String> faults) {
        if (labels.isMissingNode()) {
            return;
        }
        for (JsonNode entry : ports) {
            JsonNode port = entry.path("port");
            String protocol = entry.path("protocol").asText("TCP");
            boolean isAnOperators =
                    protocol.equals("TCP") && Operators.ports(manifests, labels).contains(port.asInt());
            if (!isAnOperators
                    && manifests.selectedBy(labels).stream()
                            .noneMatch(workload -> workload.declaresPort(port, protocol))) {
                faults.add(policy + " opens a port that none of its pods has: " + port.asText() + " " + protocol);
            }
        }
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
