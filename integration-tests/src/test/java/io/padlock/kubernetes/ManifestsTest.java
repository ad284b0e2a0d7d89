package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the overlays come to, before a cluster sees it. */
class ManifestsTest {

    private static final String DEV = "k8s/overlays/dev";
    private static final String PROD = "k8s/overlays/prod";

    static List<String> overlays() throws Exception {
        try (Stream<Path> folders = Files.list(Checkout.file("k8s/overlays"))) {
            return folders.map(folder -> "k8s/overlays/" + folder.getFileName())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void every_overlay_has_known_fields_references_that_lead_somewhere_and_restricted_pods(String overlay)
            throws Exception {
        assertThat(Rule.faultsOf(overlay(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void nobody_talks_to_anybody_unless_it_says_so(String overlay) throws Exception {
        assertThat(overlay(overlay).of("NetworkPolicy", "nobody").path("spec").toString())
                .isEqualTo("{\"podSelector\":{},\"policyTypes\":[\"Ingress\",\"Egress\"]}");
    }

    @Test
    void a_trial_has_one_replica_and_one_postgresql() throws Exception {
        Manifests dev = overlay(DEV);

        assertThat(dev.ofKind("Deployment"))
                .hasSize(2)
                .allSatisfy(deployment ->
                        assertThat(deployment.at("/spec/replicas").asInt()).isOne());
        assertThat(dev.ofKind("Job")).extracting(Manifest::name).contains("padlock-authority-init");
    }

    @Test
    void production_has_three_replicas_at_least_over_three_postgresqls_that_wait_for_each_other() throws Exception {
        Manifests prod = overlay(PROD);

        assertThat(prod.of("HorizontalPodAutoscaler", "padlock-server")
                        .at("/spec/minReplicas")
                        .asInt())
                .isEqualTo(3);
        assertThat(prod.of("Deployment", "padlock-server").at("/spec").has("replicas"))
                .as("a number of replicas that undoes the autoscaler's")
                .isFalse();
        assertThat(prod.of("Cluster", "padlock-database").at("/spec/instances").asInt())
                .isEqualTo(3);
        assertThat(prod.of("Cluster", "padlock-database")
                        .at("/spec/postgresql/synchronous/dataDurability")
                        .asText())
                .isEqualTo("required");
        assertThat(prod.ofKind("ScheduledBackup")).hasSize(1);
    }

    @Test
    void production_holds_no_secret_makes_no_authority_and_mounts_its_key_for_its_owner_alone() throws Exception {
        Manifests prod = overlay(PROD);

        assertThat(prod.ofKind("Secret")).isEmpty();
        assertThat(prod.ofKind("Job")).isEmpty();
        assertThat(prod.of("Deployment", "padlock-server")
                        .at("/spec/template/spec/volumes/0")
                        .toString())
                .isEqualTo(
                        "{\"name\":\"authority\",\"secret\":{\"defaultMode\":256,\"secretName\":\"padlock-authority\"}}");
    }

    /** As libpq's verify-full: docs/configuration.md, padlock.database.roots. PostgreSQL's side is the line in pg_hba. */
    @Test
    void production_speaks_to_its_database_by_tls_and_to_that_one_alone() throws Exception {
        Manifests prod = overlay(PROD);
        var pods = prod.of("Deployment", "padlock-server").at("/spec/template/spec");
        var settings = prod.of(
                        "ConfigMap",
                        pods.at("/containers/0/envFrom/0/configMapRef/name").asText())
                .path("data");

        assertThat(settings.path("PADLOCK_DATABASE_ROOTS").asText()).isEqualTo("/etc/padlock/database/ca.crt");
        assertThat(pods.at("/containers/0/volumeMounts"))
                .anySatisfy(
                        mount -> assertThat(mount.toString())
                                .isEqualTo(
                                        "{\"mountPath\":\"/etc/padlock/database\",\"name\":\"database-root\",\"readOnly\":true}"));
        assertThat(pods.path("volumes"))
                .as("the authority's certificate, without its key")
                .anySatisfy(volume -> assertThat(volume.toString())
                        .isEqualTo(
                                "{\"name\":\"database-root\",\"secret\":{\"items\":[{\"key\":\"ca.crt\",\"path\":\"ca.crt\"}],"
                                        + "\"secretName\":\"padlock-database-ca\"}}"));
        assertThat(settings.path("QUARKUS_DATASOURCE_REACTIVE_URL").asText())
                .as("a name that CloudNativePG's certificates are for")
                .startsWith("postgresql://padlock-database-rw:");
        assertThat(prod.of("Cluster", "padlock-database")
                        .at("/spec/postgresql/pg_hba")
                        .toString())
                .isEqualTo("[\"hostnossl all all all reject\"]");
    }

    /** Owner's go with their ExternalSecret: https://external-secrets.io/latest/guides/ownership-deletion-policy */
    @Test
    void what_the_servers_need_to_start_stays_when_the_line_that_brought_it_is_removed() throws Exception {
        Manifests prod = overlay(PROD);

        for (String name : List.of("padlock-authority", "padlock-operator")) {
            var target = prod.of("ExternalSecret", name).at("/spec/target");
            assertThat(target.path("creationPolicy").asText()).as(name).isEqualTo("Orphan");
            assertThat(target.path("deletionPolicy").asText()).as(name).isEqualTo("Retain");
        }
    }

    /** The server's own deadline is 20 s; imports and exports take as long as they take. */
    @Test
    void the_gateway_waits_longer_than_the_server_takes() throws Exception {
        List<JsonNode> rules = new ArrayList<>();
        overlay(PROD)
                .ofKind("HTTPRoute")
                .forEach(route -> route.at("/spec/rules").forEach(rules::add));
        rules.removeIf(rule -> !rule.has("backendRefs"));

        assertThat(rules).hasSize(3).allSatisfy(rule -> {
            boolean isLong = rule.toString().contains("/v1/operator/databases/");
            assertThat(rule.at("/timeouts/request").asText()).isEqualTo(isLong ? "0s" : "30s");
        });
        assertThat(rules)
                .filteredOn(rule -> rule.at("/timeouts/request").asText().equals("0s"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.findValuesAsText("value"))
                        .containsExactly("/v1/operator/databases/import", "/v1/operator/databases/export"));
    }

    /** Else all boxes would have one budget together; or each sender the one of his choice: docs/limits.md, Behind a proxy. */
    @Test
    void production_counts_who_asks_the_gateway() throws Exception {
        Manifests prod = overlay(PROD);
        String settings = prod.of("Deployment", "padlock-server")
                .at("/spec/template/spec/containers/0/envFrom/0/configMapRef/name")
                .asText();

        assertThat(prod.ofKind("Gateway")).hasSize(1);
        assertThat(prod.of("ConfigMap", settings)
                        .at("/data/PADLOCK_BUDGET_ADDRESS_PROXIES")
                        .asText())
                .isEqualTo("1");
    }

    /** preStop, the server's own delay, the requests that were begun, and ten seconds: docs/operations.md, Stopping it. */
    @ParameterizedTest
    @MethodSource("overlays")
    void a_server_is_given_the_time_that_its_end_takes(String overlay) throws Exception {
        Manifests manifests = overlay(overlay);
        var pods = manifests.of("Deployment", "padlock-server").at("/spec/template/spec");
        String settings = pods.at("/containers/0/envFrom/0/configMapRef/name").asText();
        String delay = manifests
                .of("ConfigMap", settings)
                .at("/data/QUARKUS_SHUTDOWN_DELAY")
                .asText();
        int before = pods.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(before).isPositive();
        assertThat(pods.at("/terminationGracePeriodSeconds").asInt())
                .isGreaterThanOrEqualTo(before + Integer.parseInt(delay.replace("s", "")) + 20 + 10);
    }

    @Test
    void an_ingress_may_stand_in_for_the_gateway() throws Exception {
        Manifests prod = overlay(PROD);
        String yaml = Manifests.rendered(PROD)
                + "---\n"
                + Files.readString(Checkout.file("k8s/components/ingress/ingress.yaml"))
                        .replace("metadata:\n", "metadata:\n  namespace: padlock\n");

        assertThat(Rule.faultsOf(Manifests.of(yaml))).isEmpty();
        assertThat(yaml)
                .as("imports as long as the server takes them")
                .contains("proxy-body-size: \"0\"", "proxy-read-timeout: \"900\"");
        assertThat(prod.ofKind("Gateway")).hasSize(1);
    }

    private static Manifests overlay(String folder) throws Exception {
        return Manifests.of(Manifests.rendered(folder));
    }
}
