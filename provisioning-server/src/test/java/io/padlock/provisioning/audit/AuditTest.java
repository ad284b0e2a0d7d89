package io.padlock.provisioning.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Operator;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server writes down of what is done through its doors. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@Timeout(60)
class AuditTest {

    @Inject
    Audit audit;

    @ConfigProperty(name = "padlock.data")
    Path data;

    @Test
    void an_issued_certificate_is_a_line_that_says_for_whom_and_under_which_reference() throws Exception {
        Customer customer = Customer.eligible();

        Response issued = ask(customer);

        JsonNode line = newest("CERTIFICATE_ISSUED", customer);
        assertThat(line.at("/fields/reference").asText()).isEqualTo(issued.header("Padlock-Reference"));
        assertThat(line.at("/fields/door").asText()).isEqualTo("STOCK");
        assertThat(issued.<String>path("result.subject_cn"))
                .contains(line.at("/fields/zone").asText());
        assertThat(line.at("/fields/serial").asText()).matches("[0-9a-f]{16,40}");
        assertThat(line.at("/fields/keySha256").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void what_an_operator_does_is_a_line_with_who_what_and_how_it_ended() throws Exception {
        Customer customer = Customer.eligible();

        JsonNode line = newest("OPERATOR_ACTION", customer).path("fields");

        assertThat(line.path("operator").asText()).isEqualTo("operator");
        assertThat(line.path("action").asText()).isEqualTo("PUT /v1/operator/databases/{uuid}");
        assertThat(line.path("status").asText()).isEqualTo("201");
        assertThat(line.path("reference").asText()).matches("[0-9a-z]{4}(-[0-9a-z]{4}){2}");
    }

    @Test
    void nothing_that_is_told_of_an_action_takes_the_place_of_who_did_what() throws Exception {
        Customer customer = Customer.eligible();

        audit.done(
                Operator.BY_TOKEN,
                "GET /somewhere",
                Map.of("uuid", customer.uuid(), "operator", "alice", "action", "GET nothing", "status", "200"));

        assertThat(newest("OPERATOR_ACTION", customer).path("fields").toString())
                .contains("\"operator\":\"operator\"", "\"action\":\"GET /somewhere\"", "\"status\":\"200\"")
                .doesNotContain("alice", "GET nothing");
    }

    @Test
    void no_secret_is_in_it() throws Exception {
        Customer customer = Customer.eligible();
        ask(customer);
        newest("CERTIFICATE_ISSUED", customer);

        assertThat(String.join("\n", lines()))
                .doesNotContain(customer.code())
                .doesNotContain(TestServer.OPERATOR_TOKEN)
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void readiness_tells_of_it() {
        assertThat(new AuditReadiness(audit).call().getData())
                .hasValueSatisfying(
                        data -> assertThat(data).containsKey("waiting").doesNotContainKey("trouble"));
    }

    private static Response ask(Customer customer) {
        return given().body("{\"params\":{\"db_uuid\":\"%s\",\"enterprise_code\":\"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509");
    }

    private JsonNode newest(String event, Customer customer) throws Exception {
        while (audit.waiting() > 0) {
            Thread.sleep(5);
        }
        String line = lines().stream()
                .filter(candidate -> candidate.contains(event) && candidate.contains(customer.uuid()))
                .reduce((one, next) -> next)
                .orElseThrow();
        return new ObjectMapper().readTree(line);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(ChainFiles.in(data.resolve("audit")).get(0));
    }
}
