package io.padlock.provisioning.wire;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.LogOfTheServer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** Every answer has a reference, and the log has the same. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class ArrivalTest {

    private static final String STOCK = "/odoo-enterprise/iot/x509";

    @Test
    void an_answer_that_grants_carries_its_reference() {
        Response granted = stock(Customer.eligible());

        assertThat(granted.<Object>path("error")).isNull();
        assertThat(reference(granted)).isNotEmpty();
    }

    @Test
    void what_the_story_refuses_stands_in_the_log_under_the_answers_reference() {
        Customer staging = Customer.with("STAGING", "IN_PROGRESS", "IOT_BOX");
        try (LogOfTheServer log = new LogOfTheServer()) {
            Response refused = stock(staging);

            assertThat(refused.<String>path("error.data.reference")).isEqualTo(reference(refused));
            assertThat(log.lines()).anySatisfy(line -> {
                assertThat(line.message()).startsWith("Refused database " + staging.uuid());
                assertThat(line.reference()).isEqualTo(reference(refused));
            });
        }
    }

    /** As RFC 9110 has it; a box whose clock is wrong has no other. */
    @Test
    void whatever_is_answered_says_when() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (Response answer : new Response[] {
            given().get("/v1/authority/root.pem"), given().get("/v1/nothing-is-here"), stock(Customer.eligible())
        }) {
            assertThat(answer.header("Date"))
                    .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
            assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(answer.header("Date"))))
                    .isBetween(before, Instant.now());
        }
    }

    @Test
    void a_stock_error_tells_the_reference_that_its_header_has() {
        Response refused = given().body("{}").post(STOCK);

        assertThat(refused.<String>path("error.data.reference")).isEqualTo(reference(refused));
    }

    @Test
    void a_problem_tells_the_reference_that_its_header_and_the_log_have() {
        try (LogOfTheServer log = new LogOfTheServer()) {
            Response refused =
                    given().contentType("application/json").body("[]").post("/v1/certificates");

            assertThat(refused.<String>path("reference")).isEqualTo(reference(refused));
            assertThat(log.lines()).anySatisfy(line -> {
                assertThat(line.message()).contains("MALFORMED_REQUEST");
                assertThat(line.reference()).isEqualTo(reference(refused));
            });
        }
    }

    @Test
    void answers_of_the_framework_carry_one_too() {
        byte[] tooLarge = new byte[70_000];
        for (Response answer : new Response[] {
            given().get("/v1/nothing-is-here"),
            given().get("/v1/certificates"),
            given().get("/v1/operator/databases/x"),
            given().get("/v1/authority/root.pem"),
            given().get("/openapi.yaml"),
            given().contentType("application/json").body(tooLarge).post("/v1/certificates"),
            given().body(tooLarge).post(STOCK)
        }) {
            assertThat(reference(answer)).as("%s", answer.statusLine()).matches("[0-9a-z]{4}(-[0-9a-z]{4}){2}");
        }
    }

    @Test
    void no_two_requests_share_one() {
        assertThat(reference(given().get("/v1/authority/root.pem")))
                .isNotEqualTo(reference(given().get("/v1/authority/root.pem")));
    }

    @Test
    void the_trace_that_a_request_came_with_is_in_its_lines_and_anything_else_is_not() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (LogOfTheServer log = new LogOfTheServer()) {
            given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .body("{}")
                    .post(STOCK);
            given().header("traceparent", "00-\u001b[31m").body("{}").post(STOCK);

            assertThat(log.lines()).extracting(LogOfTheServer.Line::trace).containsExactly(trace, null);
        }
    }

    private static Response stock(Customer customer) {
        return given().body("{\"params\":{\"db_uuid\":\"%s\",\"enterprise_code\":\"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post(STOCK);
    }

    private static String reference(Response answer) {
        return answer.header(Arrival.HEADER);
    }
}
