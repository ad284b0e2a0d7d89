package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What no standard asks for and we do. */
final class HouseRules implements Rule {

    /** A host, a name, and a tag or digest that is not "latest". */
    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:(?!latest$)[A-Za-z0-9._-]+|@sha256:[0-9a-f]{64})");

    @Override
    public Stream<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Manifest manifest : manifests.all()) {
            if (!known.add(manifest.type() + " " + manifest.name())) {
                faults.add(manifest + " is there twice");
            }
            if (!manifest.kind().equals("Namespace")
                    && !manifest.at("/metadata/namespace").asText().equals("padlock")) {
                faults.add(manifest + " is not in the namespace padlock");
            }
        }
        manifests.workloads().forEach(workload -> ofPods(workload, faults));
        return faults.stream();
    }

    private static void ofPods(Workload workload, List<String> faults) {
        if (workload.spec().path("automountServiceAccountToken").asBoolean(true)) {
            faults.add(workload + " gets a token for the cluster, which it does not need");
        }
        for (JsonNode container : workload.containers()) {
            String who = workload + ", container " + container.path("name").asText() + ", ";
            String image = container.path("image").asText();
            if (!IMAGE.matcher(image).matches()) {
                faults.add(who + "has an image without a host or a fixed tag: " + image);
            }
            if (!container.at("/securityContext/readOnlyRootFilesystem").asBoolean()) {
                faults.add(who + "may write to its image");
            }
            for (String pointer : List.of("/requests/cpu", "/requests/memory", "/limits/memory")) {
                if (container.path("resources").at(pointer).isMissingNode()) {
                    faults.add(who + "does not say what it needs: resources" + pointer);
                }
            }
        }
        if (!workload.owner().kind().equals("Deployment")) {
            return;
        }
        JsonNode rolling = workload.owner().at("/spec/strategy/rollingUpdate");
        if (!workload.owner().at("/spec/strategy/type").asText().equals("Recreate")
                && !(rolling.path("maxUnavailable").isNumber()
                        && rolling.path("maxUnavailable").asInt() == 0)) {
            faults.add(workload + " may have fewer pods while it is changed");
        }
    }
}
