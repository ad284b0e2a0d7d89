package io.padlock.provisioning.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Prometheus reads after real requests. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@Timeout(60)
class MetricsTest {

    @TestHTTPResource(value = "metrics", management = true)
    URL metrics;

    @Test
    void a_certificate_counts_once_at_its_door_and_each_stage_was_timed() {
        double issued = value("padlock_certificates_issued_total{door=\"stock\"}");
        double signed = value("padlock_stage_seconds_count{stage=\"signing\"}");
        double recorded = value("padlock_stage_seconds_count{stage=\"recording\"}");

        ask(Customer.eligible());

        assertThat(value("padlock_certificates_issued_total{door=\"stock\"}")).isEqualTo(issued + 1);
        assertThat(value("padlock_stage_seconds_count{stage=\"signing\"}")).isEqualTo(signed + 1);
        assertThat(value("padlock_stage_seconds_count{stage=\"recording\"}")).isEqualTo(recorded + 1);
        assertThat(value("padlock_stage_seconds_sum{stage=\"recording\"}")).isPositive();
        assertThat(value("padlock_stage_seconds_count{stage=\"look_up\"}")).isPositive();
        assertThat(value("padlock_stage_seconds_count{stage=\"judging\"}")).isPositive();
    }

    @Test
    void a_refusal_counts_by_its_code_and_door_wherever_it_was_made() {
        ask(Customer.with("STAGING", "IN_PROGRESS", "IOT_BOX"));
        given().body("{}").post("/odoo-enterprise/iot/x509");
        given().contentType("application/json").body("[]").post("/v1/certificates");
        given().get("/v1/operator/databases/" + Customer.eligible().uuid());

        assertThat(value("padlock_refusals_total{code=\"not_eligible\",door=\"stock\"}"))
                .isPositive();
        assertThat(value("padlock_refusals_total{code=\"malformed_request\",door=\"stock\"}"))
                .isPositive();
        assertThat(value("padlock_refusals_total{code=\"malformed_request\",door=\"v1\"}"))
                .isPositive();
        assertThat(value("padlock_refusals_total{code=\"operator_token_needed\",door=\"operator\"}"))
                .isPositive();
    }

    @Test
    void readings_are_there_from_the_start() throws Exception {
        assertThat(value("padlock_queue_waiting")).isZero();
        assertThat(value("padlock_lookup_waiting")).isZero();
        assertThat(value("padlock_record_waiting")).isZero();
        assertThat(value("padlock_root_days_left")).isGreaterThan(90);
        assertThat(value("padlock_audit_failing")).isZero();
        assertThat(lines())
                .filteredOn(line -> line.startsWith("padlock_issuer_days_left{current=\"true\",issuer="))
                .hasSize(1)
                .allSatisfy(line -> assertThat(Double.parseDouble(line.replaceFirst(".* ", "")))
                        .isGreaterThan(90));
        while (Double.isNaN(value("padlock_certificates_by_days_left{days=\"expired\"}"))) {
            Thread.sleep(20);
        }
        assertThat(value("padlock_certificates_by_days_left{days=\"expired\"}")).isZero();
        assertThat(value("padlock_certificates_by_days_left{days=\"over\"}")).isNotNegative();
        assertThat(value("padlock_certificates_not_renewed")).isZero();
    }

    @Test
    void each_of_ours_has_its_help_and_its_row_in_the_documentation_and_no_row_is_of_another() throws Exception {
        ask(Customer.eligible());
        ask(Customer.with("STAGING", "IN_PROGRESS", "IOT_BOX"));
        Set<String> told = lines().stream()
                .filter(line -> line.startsWith("# HELP padlock_"))
                .map(line -> line.split(" ", 4))
                .peek(help -> assertThat(help).as(help[2]).hasSize(4))
                .map(help -> help[2].replaceFirst("_total$", ""))
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> documented = Pattern.compile("(?m)^\\| `(padlock_[a-z_]+)")
                .matcher(Files.readString(Path.of("../docs/operations.md")))
                .results()
                .map(row -> row.group(1).replaceFirst("_total$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(documented);
    }

    private static void ask(Customer customer) {
        given().body("{\"params\":{\"db_uuid\":\"%s\",\"enterprise_code\":\"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509")
                .then()
                .statusCode(200);
    }

    private double value(String series) {
        return lines().stream()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not told"));
    }

    private List<String> lines() {
        return Arrays.asList(given().get(metrics).asString().split("\n"));
    }
}
