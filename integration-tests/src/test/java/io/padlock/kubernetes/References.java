package io.padlock.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whatever is named is there: ConfigMaps, Secrets and their keys, volumes, accounts, Services, what is scaled or backed up. */
final class References implements Rule {

    @Override
    public Stream<String> faults(Manifests manifests) {
        List<String> faults = new ArrayList<>();
        manifests.workloads().forEach(workload -> ofPods(manifests, workload, faults));
        for (Manifest scaler : manifests.ofKind("HorizontalPodAutoscaler")) {
            JsonNode target = scaler.at("/spec/scaleTargetRef");
            mustBe(manifests, scaler, target.path("kind").asText(), target.path("name"), faults);
        }
        for (Manifest ingress : manifests.ofKind("Ingress")) {
            ingress.at("/spec").findValues("service").forEach(service -> service(manifests, ingress, service, faults));
            ingress.at("/spec/tls").forEach(tls -> secret(manifests, ingress, tls.path("secretName"), faults));
        }
        for (Manifest gateway : manifests.ofKind("Gateway")) {
            gateway.at("/spec")
                    .findValues("certificateRefs")
                    .forEach(refs -> refs.forEach(ref -> secret(manifests, gateway, ref.path("name"), faults)));
        }
        for (Manifest route : manifests.ofKind("HTTPRoute")) {
            route.at("/spec/parentRefs").forEach(parent -> parent(manifests, route, parent, faults));
            route.at("/spec")
                    .findValues("backendRefs")
                    .forEach(refs -> refs.forEach(ref -> service(manifests, route, ref, faults)));
        }
        for (Manifest backup : manifests.ofKind("ScheduledBackup")) {
            mustBe(manifests, backup, "Cluster", backup.at("/spec/cluster/name"), faults);
        }
        for (Manifest cluster : manifests.ofKind("Cluster")) {
            cluster.tree()
                    .findValues("barmanObjectName")
                    .forEach(name -> mustBe(manifests, cluster, "ObjectStore", name, faults));
        }
        for (Manifest store : manifests.ofKind("ObjectStore")) {
            store.at("/spec/configuration/s3Credentials")
                    .forEach(ref -> key(manifests, store, "Secret", ref.path("name"), ref.path("key"), faults));
        }
        return faults.stream();
    }

    private static void ofPods(Manifests manifests, Workload workload, List<String> faults) {
        Manifest owner = workload.owner();
        mustBe(manifests, owner, "ServiceAccount", workload.spec().path("serviceAccountName"), faults);
        for (JsonNode container : workload.containers()) {
            for (JsonNode variable : container.path("env")) {
                JsonNode config = variable.at("/valueFrom/configMapKeyRef");
                JsonNode secret = variable.at("/valueFrom/secretKeyRef");
                key(manifests, owner, "ConfigMap", config.path("name"), config.path("key"), faults);
                key(manifests, owner, "Secret", secret.path("name"), secret.path("key"), faults);
            }
            for (JsonNode source : container.path("envFrom")) {
                mustBe(manifests, owner, "ConfigMap", source.at("/configMapRef/name"), faults);
                secret(manifests, owner, source.at("/secretRef/name"), faults);
            }
            for (JsonNode mount : container.path("volumeMounts")) {
                if (!workload.spec()
                        .path("volumes")
                        .findValuesAsText("name")
                        .contains(mount.path("name").asText())) {
                    faults.add(owner + " mounts a volume that it does not have: "
                            + mount.path("name").asText());
                }
            }
        }
        for (JsonNode volume : workload.spec().path("volumes")) {
            mustBe(manifests, owner, "ConfigMap", volume.at("/configMap/name"), faults);
            JsonNode secret = volume.path("secret");
            secret.path("items")
                    .forEach(item ->
                            key(manifests, owner, "Secret", secret.path("secretName"), item.path("key"), faults));
            secret(manifests, owner, volume.at("/secret/secretName"), faults);
            mustBe(manifests, owner, "PersistentVolumeClaim", volume.at("/persistentVolumeClaim/claimName"), faults);
        }
    }

    private static void mustBe(Manifests manifests, Manifest from, String kind, JsonNode name, List<String> faults) {
        if (!name.isMissingNode() && manifests.named(kind, name.asText()).isEmpty()) {
            faults.add(from + " names a " + kind + " that is not there: " + name.asText());
        }
    }

    private static void secret(Manifests manifests, Manifest from, JsonNode name, List<String> faults) {
        if (!name.isMissingNode() && manifests.keys("Secret", name.asText()).isEmpty()) {
            faults.add(from + " names a Secret that is not there: " + name.asText());
        }
    }

    private static void key(
            Manifests manifests, Manifest from, String kind, JsonNode name, JsonNode key, List<String> faults) {
        if (name.isMissingNode()) {
            return;
        }
        Optional<List<String>> keys = manifests.keys(kind, name.asText());
        if (keys.isEmpty()) {
            faults.add(from + " names a " + kind + " that is not there: " + name.asText());
        } else if (!keys.get().contains(key.asText())) {
            faults.add(from + " names a key that the " + kind + " " + name.asText() + " lacks: " + key.asText());
        }
    }

    /** By the name or the number of one of its ports. */
    private static void service(Manifests manifests, Manifest from, JsonNode reference, List<String> faults) {
        JsonNode name = reference.path("name");
        Optional<Manifest> service = manifests.named("Service", name.asText());
        if (service.isEmpty()) {
            faults.add(from + " names a Service that is not there: " + name.asText());
            return;
        }
        JsonNode port = reference.path("port");
        JsonNode wanted = port.isObject() ? port.elements().next() : port;
        for (JsonNode declared : service.get().at("/spec/ports")) {
            if (wanted.equals(declared.path(wanted.isNumber() ? "port" : "name"))) {
                return;
            }
        }
        faults.add(from + " names a port that the Service " + name.asText() + " lacks: " + wanted.asText());
    }

    private static void parent(Manifests manifests, Manifest route, JsonNode parent, List<String> faults) {
        Optional<Manifest> gateway =
                manifests.named("Gateway", parent.path("name").asText());
        if (gateway.isEmpty()) {
            faults.add(route + " names a Gateway that is not there: "
                    + parent.path("name").asText());
        } else if (!gateway.get()
                .at("/spec/listeners")
                .findValuesAsText("name")
                .contains(parent.path("sectionName").asText())) {
            faults.add(route + " names a listener that its Gateway lacks: "
                    + parent.path("sectionName").asText());
        }
    }
}
