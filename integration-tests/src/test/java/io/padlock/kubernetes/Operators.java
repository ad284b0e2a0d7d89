package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in a cluster because of our manifests though it does not stand in them: operators make it. */
final class Operators {

    private static final int POSTGRESQL = 5432;
    private static final int ITS_MANAGER = 8000;
    private static final int ITS_FIGURES = 9187;
    private static final int SOLVER = 8089;

    private Operators() {}

    /** The keys of a Secret that one of them makes. */
    static Optional<List<String>> secret(Manifests manifests, String name) {
        for (Manifest external : manifests.ofKind("ExternalSecret")) {
            if (external.at("/spec/target/name").asText().equals(name)) {
                List<String> keys = new ArrayList<>();
                external.at("/spec/data")
                        .forEach(entry -> keys.add(entry.path("secretKey").asText()));
                return Optional.of(keys);
            }
        }
        for (Manifest cluster : manifests.ofKind("Cluster")) {
            if (name.equals(cluster.name() + "-app")) {
                return Optional.of(
                        List.of("username", "user", "password", "dbname", "host", "port", "uri", "jdbc-uri", "pgpass"));
            }
            if (name.equals(cluster.name() + "-ca")) {
                return Optional.of(List.of("ca.crt", "ca.key"));
            }
        }
        // By cert-manager, for whoever is annotated so.
        return asCertManager(manifests)
                        .flatMap(manifest -> manifest.tree().findValues("tls").stream())
                        .anyMatch(tls -> namesSecret(tls, name))
                ? Optional.of(List.of("tls.crt", "tls.key", "ca.crt"))
                : Optional.empty();
    }

    private static boolean namesSecret(JsonNode tls, String name) {
        return tls.findValuesAsText("secretName").contains(name)
                || tls.path("certificateRefs").findValuesAsText("name").contains(name);
    }

    /** The host of a Service that one of them makes. */
    static boolean service(Manifests manifests, String name) {
        return manifests.ofKind("Cluster").stream()
                .anyMatch(cluster ->
                        List.of("-rw", "-ro", "-r").stream().anyMatch(suffix -> name.equals(cluster.name() + suffix)));
    }

    /** Whether the pods that one of them makes have these labels. */
    static boolean pods(Manifests manifests, JsonNode labels) {
        return !ports(manifests, labels).isEmpty();
    }

    /** The TCP ports of the pods with these labels that one of them makes; empty when there are none. */
    static List<Integer> ports(Manifests manifests, JsonNode labels) {
        if (databases(manifests, labels)) {
            return List.of(POSTGRESQL, ITS_MANAGER, ITS_FIGURES);
        }
        return solvers(manifests, labels) ? List.of(SOLVER) : List.of();
    }

    private static boolean databases(Manifests manifests, JsonNode labels) {
        return manifests.ofKind("Cluster").stream()
                .anyMatch(cluster -> labels.properties().stream()
                        .allMatch(label -> label.getValue()
                                        .equals(cluster.at("/spec/inheritedMetadata/labels")
                                                .path(label.getKey()))
                                || label.getKey().equals("cnpg.io/cluster")
                                        && label.getValue().asText().equals(cluster.name())));
    }

    /** By cert-manager, while the authority of a public certificate wants to see who answers by the name (HTTP-01). */
    private static boolean solvers(Manifests manifests, JsonNode labels) {
        return labels.toString().equals("{\"acme.cert-manager.io/http01-solver\":\"true\"}")
                && asCertManager(manifests).findAny().isPresent();
    }

    private static Stream<Manifest> asCertManager(Manifests manifests) {
        return manifests.all().stream()
                .filter(manifest -> manifest.at("/metadata/annotations").has("cert-manager.io/cluster-issuer"));
    }
}
