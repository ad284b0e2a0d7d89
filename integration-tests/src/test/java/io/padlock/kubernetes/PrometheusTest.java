package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The alerts of production, as Prometheus itself reads them and reckons with them: by its own promtool. */
class PrometheusTest {

    private static final Path CASES = Checkout.file("k8s/components/monitoring/rules.test.yaml");

    @TempDir
    private static Path folder;

    private static JsonNode rules;

    @BeforeAll
    static void the_rules_as_its_operator_gives_them_to_it() throws Exception {
        JsonNode spec = Manifests.of(Manifests.rendered("k8s/overlays/prod"))
                .of("PrometheusRule", "padlock")
                .path("spec");
        rules = spec.at("/groups/0/rules");
        Files.writeString(
                folder.resolve("rules.yaml"), new Yaml().dump(Manifests.JSON.treeToValue(spec, Object.class)));
        Files.copy(CASES, folder.resolve(CASES.getFileName()));
    }

    @Test
    void it_takes_them() throws Exception {
        Command checked = promtool("check", "rules", "--lint=all", "--lint-fatal", "rules.yaml");

        assertThat(checked.status()).as(checked.output()).isZero();
        assertThat(checked.output()).contains(rules.size() + " rules found");
    }

    @Test
    void each_alert_fires_when_it_has_to_and_none_while_all_is_well() throws Exception {
        Command tested = promtool("test", "rules", CASES.getFileName().toString());

        assertThat(tested.status()).as(tested.output()).isZero();
    }

    @Test
    void each_alert_has_a_case_of_both() throws Exception {
        Set<String> fires = new TreeSet<>();
        Set<String> isQuiet = new TreeSet<>();
        JsonNode cases = Manifests.JSON.valueToTree(new Yaml().load(Files.readString(CASES)));
        for (JsonNode test : cases.findValue("tests")) {
            for (JsonNode expected : test.path("alert_rule_test")) {
                (expected.path("exp_alerts").isEmpty() ? isQuiet : fires)
                        .add(expected.path("alertname").asText());
            }
        }

        Set<String> all = new TreeSet<>(rules.findValuesAsText("alert"));
        assertThat(all).hasSizeGreaterThan(10);
        assertThat(fires).isEqualTo(all);
        assertThat(isQuiet).isEqualTo(all);
    }

    private static Command promtool(String first, String second, String... rest) throws Exception {
        String[] words = new String[rest.length + 4];
        words[0] = Checkout.file("deploy/kube").toString();
        words[1] = "promtool";
        words[2] = first;
        words[3] = second;
        System.arraycopy(rest, 0, words, 4, rest.length);
        // A file's last word; promtool looks for what that file names beside it.
        words[words.length - 1] = folder.resolve(words[words.length - 1]).toString();
        return Command.run(words);
    }
}
