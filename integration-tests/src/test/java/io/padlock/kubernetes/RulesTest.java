package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules see what is wrong: production's manifests, each broken in one place. */
class RulesTest {

    /**
     * @param was what stands in the manifests, once at least; each place is changed
     * @param fault how what is said of it begins
     */
    record Broken(String was, String becomes, String fault) {}

    static List<Broken> manifests() {
        return List.of(
                new Broken(
                        "automountServiceAccountToken: false\n      containers",
                        "automountServiceAcountToken: false\n      containers",
                        "Deployment padlock-server has a field that it does not know: .spec.template.spec.automountServiceAcountToken"),
                new Broken(
                        "scrapeTimeout: 10s",
                        "scrapeTimeOut: 10s",
                        "ServiceMonitor padlock-server has a field that it does not know"),
                new Broken(
                        "gatewayClassName: envoy",
                        "gatewayClass: envoy",
                        "Gateway padlock has a field that it does not know"),
                new Broken(
                        "  - alert: PadlockDown",
                        "  - alarm: PadlockDown",
                        "PrometheusRule padlock has a field that it does not know"),
                new Broken(
                        "failureThreshold: 60", "failureThreshold: \"60\"", "Deployment padlock-server can't be read"),
                new Broken("PADLOCK_DNS_ENABLED: \"true\"", "PADLOCK_DNS_ENABLED: true", "ConfigMap padlock-settings"),
                new Broken(
                        "dataDurability: required",
                        "durability: required",
                        "Cluster padlock-database is not what its operator takes"),
                new Broken(
                        "method: plugin",
                        "method: plug-in",
                        "ScheduledBackup padlock-database is not what its operator takes"),
                new Broken(
                        "kind: ObjectStore",
                        "kind: ObjectStorage",
                        "ObjectStorage padlock-backup is of a kind that nobody here knows"),
                new Broken(
                        "secretName: padlock-authority",
                        "secretName: padlock-ca",
                        "Deployment padlock-server names a Secret that is not there: padlock-ca"),
                new Broken(
                        "secretKey: token",
                        "secretKey: tokens",
                        "Deployment padlock-server names a key that the Secret padlock-operator lacks: token"),
                new Broken(
                        "key: ca.crt",
                        "key: ca.pem",
                        "Deployment padlock-server names a key that the Secret padlock-database-ca lacks: ca.pem"),
                new Broken(
                        "- hostnossl all all all reject",
                        "- no-tls all all all reject",
                        "Cluster padlock-database is not what its operator takes"),
                new Broken(
                        "claimName: padlock-audit",
                        "claimName: audit",
                        "Deployment padlock-server names a PersistentVolumeClaim that is not there"),
                new Broken(
                        "serviceAccountName: padlock-server",
                        "serviceAccountName: padlock",
                        "Deployment padlock-server names a ServiceAccount that is not there"),
                new Broken(
                        "mountPath: /tmp\n          name: tmp",
                        "mountPath: /tmp\n          name: temp",
                        "Deployment padlock-server mounts a volume that it does not have: temp"),
                new Broken(
                        "barmanObjectName: padlock-backup",
                        "barmanObjectName: backup",
                        "Cluster padlock-database names a ObjectStore that is not there"),
                new Broken(
                        "sectionName: https",
                        "sectionName: tls",
                        "HTTPRoute padlock names a listener that its Gateway lacks: tls"),
                new Broken(
                        "backendRefs:\n    - name: padlock-server\n      port: 8080",
                        "backendRefs:\n    - name: padlock-server\n      port: 80",
                        "HTTPRoute padlock names a port that the Service padlock-server lacks: 80"),
                new Broken(
                        "maxReplicas: 9\n",
                        "maxReplicas: 9\n  scaleTarget: {}\n",
                        "HorizontalPodAutoscaler padlock-server has a field"),
                new Broken(
                        "    kind: Deployment\n    name: padlock-server",
                        "    kind: Deployment\n    name: server",
                        "HorizontalPodAutoscaler padlock-server names a Deployment that is not there"),
                new Broken(
                        "unhealthyPodEvictionPolicy: AlwaysAllow",
                        "minAvailable: 1\n  unhealthyPodEvictionPolicie: AlwaysAllow",
                        "PodDisruptionBudget padlock-server has a field"),
                new Broken(
                        "        padlock-database: \"true\"\n",
                        "        padlock-postgres: \"true\"\n",
                        "NetworkPolicy padlock-"),
                new Broken(
                        "selector:\n    app.kubernetes.io/name: padlock-server\n  type: LoadBalancer",
                        "selector:\n    app: padlock-server\n  type: LoadBalancer",
                        "Service padlock-dns selects no pods"),
                new Broken(
                        "app.kubernetes.io/name: padlock-management\n    app.kubernetes.io/part-of: padlock\n  name: padlock-management",
                        "app.kubernetes.io/part-of: padlock\n  name: padlock-management",
                        "ServiceMonitor padlock-server selects no Service"),
                new Broken(
                        "targetPort: dns-udp",
                        "targetPort: dns-tcp",
                        "Service padlock-dns leads to a port that Deployment padlock-server lacks: dns-tcp UDP"),
                new Broken(
                        "path: /q/health/ready\n            port: management",
                        "path: /q/health/ready\n            port: health",
                        "Deployment padlock-server has a readinessProbe that asks a port"),
                new Broken(
                        "path: /q/health/ready",
                        "path: /q/health/raedy",
                        "Deployment padlock-server, readinessProbe, asks for /q/health/raedy, not for /q/health/ready"),
                new Broken(
                        "livenessProbe:\n          failureThreshold: 3\n          httpGet:\n            path: /q/health/live",
                        "livenessProbe:\n          failureThreshold: 3\n          httpGet:\n            path: /q/health/ready",
                        "Deployment padlock-server, livenessProbe, asks for /q/health/ready, not for /q/health/live"),
                new Broken(
                        "path: /q/metrics",
                        "path: /metrics",
                        "ServiceMonitor padlock-server asks for /metrics, not for /q/metrics"),
                new Broken(
                        "- port: 9000\n  - ports",
                        "- port: 9001\n  - ports",
                        "NetworkPolicy padlock-server opens a port that none of its pods has: 9001 TCP"),
                new Broken(
                        "- port: 8053\n      protocol: UDP",
                        "- port: 53\n      protocol: UDP",
                        "NetworkPolicy padlock-server opens a port that none of its pods has: 53 UDP"),
                new Broken(
                        "- port: 5432\n    to:\n    - podSelector:",
                        "- port: 5433\n    to:\n    - podSelector:",
                        "NetworkPolicy padlock-server opens a port that none of its pods has: 5433 TCP"),
                new Broken(
                        "port: 9187",
                        "port: 9188",
                        "NetworkPolicy padlock-database opens a port that none of its pods has: 9188 TCP"),
                new Broken(
                        "port: 8089",
                        "port: 8080",
                        "NetworkPolicy certificate-solver opens a port that none of its pods has: 8080 TCP"),
                new Broken(
                        "acme.cert-manager.io/http01-solver: \"true\"",
                        "acme.cert-manager.io/http-solver: \"true\"",
                        "NetworkPolicy certificate-solver selects no pods"),
                new Broken("livenessProbe:", "x-livenessProbe:", "Deployment padlock-server has no livenessProbe"),
                new Broken(
                        "pod-security.kubernetes.io/enforce: restricted",
                        "pod-security.kubernetes.io/enforce: baseline",
                        "Namespace padlock does not enforce restricted pods"),
                new Broken(
                        "runAsNonRoot: true",
                        "runAsNonRoot: false",
                        "Deployment padlock-server, container server, may run as root"),
                new Broken(
                        "allowPrivilegeEscalation: false",
                        "allowPrivilegeEscalation: true",
                        "Deployment padlock-server, container server, may get more privileges"),
                new Broken(
                        "            - ALL\n",
                        "            - NET_RAW\n",
                        "Deployment padlock-server, container server, does not drop all capabilities"),
                new Broken(
                        "type: RuntimeDefault",
                        "type: Unconfined",
                        "Deployment padlock-server, container server, has no seccomp profile"),
                new Broken(
                        "      - emptyDir:\n          sizeLimit: 64Mi",
                        "      - hostPath:\n          path: /tmp",
                        "Deployment padlock-server has a volume of a kind that is not allowed: hostPath"),
                new Broken(
                        "enableServiceLinks: false",
                        "enableServiceLinks: false\n      hostNetwork: true",
                        "Deployment padlock-server shares its node's: hostNetwork"),
                new Broken(
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "Deployment padlock-server, container server, may write to its image"),
                new Broken(
                        "padlock-server:0.1.0-SNAPSHOT",
                        "padlock-server:latest",
                        "Deployment padlock-server, container server, has an image without a host or a fixed tag"),
                new Broken(
                        "maxUnavailable: 0",
                        "maxUnavailable: 1",
                        "Deployment padlock-server may have fewer pods while it is changed"),
                new Broken(
                        "cpu: 500m",
                        "nothing: 0",
                        "Deployment padlock-server, container server, does not say what it needs: resources/requests/cpu"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void what_is_broken_is_told(Broken broken) throws Exception {
        String whole = Manifests.rendered("k8s/overlays/prod");
        assertThat(whole).as("what is to be broken").contains(broken.was());

        Stream<String> faults = Rule.faultsOf(Manifests.of(whole.replace(broken.was(), broken.becomes()))).stream();

        assertThat(faults).anySatisfy(fault -> assertThat(fault).startsWith(broken.fault()));
    }
}
