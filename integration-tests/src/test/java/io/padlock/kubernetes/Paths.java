package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who asks the server's management port asks for what is there, and each probe for its own. */
final class Paths implements Rule {

    private static final String METRICS = "/q/metrics";

    private static final Map<String, String> OF_PROBES = Map.of(
            "startupProbe", "/q/health/live",
            "livenessProbe", "/q/health/live",
            "readinessProbe", "/q/health/ready");

    /** All of them; ManagementPathsIT asks a server for each. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>(OF_PROBES.values());
        all.add(METRICS);
        return all;
    }

    @Override
    public Stream<String> faults(Manifests manifests) {
        return Stream.concat(
                manifests.workloads().flatMap(Paths::ofProbes),
                manifests.ofKind("ServiceMonitor").stream().flatMap(Paths::ofMonitor));
    }

    private static Stream<String> ofProbes(Workload workload) {
        return workload.containers().stream()
                .flatMap(container -> OF_PROBES.entrySet().stream()
                        .filter(probe -> container.path(probe.getKey()).has("httpGet"))
                        .flatMap(probe -> fault(
                                workload + ", " + probe.getKey() + ",",
                                container.path(probe.getKey()).path("httpGet"),
                                probe.getValue())));
    }

    private static Stream<String> ofMonitor(Manifest monitor) {
        return monitor.at("/spec/endpoints")
                .valueStream()
                .flatMap(endpoint -> fault(monitor.toString(), endpoint, METRICS));
    }

    private static Stream<String> fault(String who, JsonNode asking, String right) {
        String path = asking.path("path").asText();
        return path.equals(right) ? Stream.of() : Stream.of(who + " asks for " + path + ", not for " + right);
    }
}
