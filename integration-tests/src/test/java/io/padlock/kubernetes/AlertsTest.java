package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Checkout;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who is woken by an alert finds what to do. */
class AlertsTest {

    private static final Pattern METRIC = Pattern.compile("\\b(padlock|jvm|process|system|http)_[a-z_]+");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Padlock\\S+)$");

    @Test
    void each_alert_has_its_section_and_each_section_its_alert() throws Exception {
        List<String> sections = HEADING.matcher(Files.readString(Checkout.file("docs/operations.md")))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(rules()).extracting(rule -> rule.path("alert").asText()).containsExactlyElementsOf(sections);
        assertThat(rules())
                .allSatisfy(
                        rule -> assertThat(rule.at("/annotations/runbook_url").asText())
                                .isEqualTo("docs/operations.md#"
                                        + rule.path("alert").asText().toLowerCase(Locale.ROOT)));
        assertThat(rules()).allSatisfy(rule -> {
            assertThat(rule.at("/annotations/summary").asText()).endsWith(".");
            assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(rule.has("for")).isTrue();
        });
    }

    @Test
    void alerts_dashboard_and_autoscaler_speak_of_figures_that_are_documented() throws Exception {
        String page =
                Files.readString(Checkout.file("docs/operations.md")) + Files.readString(Checkout.file("docs/dns.md"));

        assertThat(figures().stream().filter(figure -> figure.startsWith("padlock_")))
                .allSatisfy(figure -> assertThat(page).contains(figure.replaceFirst("_bucket$", "")));
    }

    /** Every figure that rules, dashboard and autoscaler name. */
    static Set<String> figures() throws Exception {
        Manifests prod = Manifests.of(Manifests.rendered("k8s/overlays/prod"));
        List<String> named = new ArrayList<>();
        rules().forEach(rule -> named.add(rule.path("expr").asText()));
        Manifests.JSON
                .readTree(prod.of("ConfigMap", "padlock-dashboard")
                        .at("/data/padlock.json")
                        .asText())
                .findValuesAsText("expr")
                .forEach(named::add);
        prod.of("HorizontalPodAutoscaler", "padlock-server").findValues("metric").stream()
                .map(metric -> metric.path("name").asText())
                .forEach(named::add);
        return named.stream()
                .flatMap(text -> METRIC.matcher(text).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> rules() throws Exception {
        List<JsonNode> rules = new ArrayList<>();
        Manifests.of(Manifests.rendered("k8s/overlays/prod"))
                .of("PrometheusRule", "padlock")
                .at("/spec/groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }
}
