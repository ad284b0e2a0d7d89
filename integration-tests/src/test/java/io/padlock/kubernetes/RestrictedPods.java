package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The Pod Security Standard "restricted", as its page of Kubernetes' documentation has it; and the namespace that demands it. */
final class RestrictedPods implements Rule {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

    @Override
    public Stream<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        for (Manifest namespace : manifests.ofKind("Namespace")) {
            JsonNode labels = namespace.at("/metadata/labels");
            if (!labels.path("pod-security.kubernetes.io/enforce").asText().equals("restricted")) {
                faults.add(namespace + " does not enforce restricted pods");
            }
        }
        manifests.workloads().forEach(workload -> {
            JsonNode spec = workload.spec();
            for (String host : List.of("hostNetwork", "hostPID", "hostIPC", "hostUsers")) {
                if (spec.path(host).asBoolean()) {
                    faults.add(workload + " shares its node's: " + host);
                }
            }
            for (JsonNode volume : spec.path("volumes")) {
                volume.fieldNames().forEachRemaining(kind -> {
                    if (!kind.equals("name") && !VOLUMES.contains(kind)) {
                        faults.add(workload + " has a volume of a kind that is not allowed: " + kind);
                    }
                });
            }
            workload.containers().forEach(container -> ofContainer(workload, container, faults));
        });
        return faults.stream();
    }

    private static void ofContainer(Workload workload, JsonNode container, List<String> faults) {
        JsonNode own = container.path("securityContext");
        JsonNode pods = workload.spec().path("securityContext");
        String who = workload + ", container " + container.path("name").asText() + ", ";
        if (!first(own, pods, "/runAsNonRoot").asBoolean()) {
            faults.add(who + "may run as root");
        }
        if (first(own, pods, "/runAsUser").asInt(1) == 0) {
            faults.add(who + "runs as root");
        }
        if (!SECCOMP.contains(first(own, pods, "/seccompProfile/type").asText())) {
            faults.add(who + "has no seccomp profile");
        }
        if (own.path("allowPrivilegeEscalation").asBoolean(true)) {
            faults.add(who + "may get more privileges");
        }
        if (own.path("privileged").asBoolean()) {
            faults.add(who + "is privileged");
        }
        JsonNode dropped = own.at("/capabilities/drop");
        if (dropped.size() != 1 || !dropped.get(0).asText().equals("ALL")) {
            faults.add(who + "does not drop all capabilities");
        }
        own.at("/capabilities/add").forEach(added -> {
            if (!added.asText().equals("NET_BIND_SERVICE")) {
                faults.add(who + "adds a capability: " + added.asText());
            }
        });
        container.path("ports").forEach(port -> {
            if (port.has("hostPort")) {
                faults.add(who + "has a port of its node: " + port.path("hostPort"));
            }
        });
    }

    private static JsonNode first(JsonNode own, JsonNode pods, String pointer) {
        return own.at(pointer).isMissingNode() ? pods.at(pointer) : own.at(pointer);
    }
}
