package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whoever selects pods or Services finds some; whoever makes pods selects its own. */
final class Selectors implements Rule {

    @Override
    public Stream<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Manifest service : manifests.ofKind("Service")) {
            mustFindPods(manifests, service, service.at("/spec/selector"), faults);
        }
        for (Manifest budget : manifests.ofKind("PodDisruptionBudget")) {
            mustFindPods(manifests, budget, budget.at("/spec/selector/matchLabels"), faults);
        }
        for (Manifest policy : manifests.ofKind("NetworkPolicy")) {
            mustFindPods(manifests, policy, policy.at("/spec/podSelector/matchLabels"), faults);
            for (String side : List.of("ingress", "egress")) {
                policy.at("/spec/" + side)
                        .forEach(rule -> rule.path(side.equals("ingress") ? "from" : "to")
                                .forEach(peer -> mustFindPeers(manifests, policy, peer, faults)));
            }
        }
        for (Manifest monitor : manifests.ofKind("ServiceMonitor")) {
            JsonNode labels = monitor.at("/spec/selector/matchLabels");
            if (services(manifests, labels).isEmpty()) {
                faults.add(monitor + " selects no Service: " + labels);
            }
        }
        manifests.workloads().forEach(workload -> {
            JsonNode own = workload.owner().at("/spec/selector/matchLabels");
            if (!own.isMissingNode() && !workload.has(own)) {
                faults.add(workload + " does not select its own pods: " + own);
            }
            for (JsonNode spread : workload.spec().path("topologySpreadConstraints")) {
                if (!workload.has(spread.at("/labelSelector/matchLabels"))) {
                    faults.add(workload + " spreads other pods than its own: " + spread.at("/labelSelector"));
                }
            }
        });
        return faults.stream();
    }

    static List<Manifest> services(Manifests manifests, JsonNode labels) {
        return manifests.ofKind("Service").stream()
                .filter(service -> labels.properties().stream()
                        .allMatch(label -> label.getValue()
                                .equals(service.at("/metadata/labels").path(label.getKey()))))
                .toList();
    }

    /** Pods in other namespaces are others' business. */
    private static void mustFindPeers(Manifests manifests, Manifest policy, JsonNode peer, List<String> faults) {
        if (!peer.has("namespaceSelector")) {
            mustFindPods(manifests, policy, peer.at("/podSelector/matchLabels"), faults);
        }
    }

    private static void mustFindPods(Manifests manifests, Manifest from, JsonNode labels, List<String> faults) {
        if (!labels.isMissingNode() && manifests.selectedBy(labels).isEmpty() && !Operators.pods(manifests, labels)) {
            faults.add(from + " selects no pods: " + labels);
        }
    }
}
