package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tight budgets behind one proxy, so that each test has an address of its own. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(LimitsTest.Tight.class)
class LimitsTest {

    public static class Tight implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.budget.address.proxies", "1",
                    "padlock.budget.address.burst", "6",
                    "padlock.budget.address.per-hour", "60",
                    "padlock.budget.address.exempt", "127.0.0.0/8,::1,198.51.100.0/24",
                    "padlock.budget.wrong-code.burst", "3",
                    "padlock.budget.wrong-code.per-hour", "60",
                    "padlock.budget.database.burst-per-box", "2",
                    "padlock.budget.database.per-hour-per-box", "6");
        }
    }

    private static final String EXEMPT = "198.51.100.77";
    private static final AtomicInteger LAST = new AtomicInteger();

    private final String address = "203.0.113." + LAST.incrementAndGet();

    @Test
    void an_address_that_asks_too_often_is_told_when_to_come_back_before_its_body_is_looked_at() {
        for (int i = 0; i < 6; i++) {
            from(address).body("hello").post("/v1/certificates").then().statusCode(400);
        }

        from(address)
                .body("hello")
                .post("/v1/certificates")
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", Integer::parseInt, allOf(greaterThan(50), lessThanOrEqualTo(60)))
                .body("code", equalTo("TOO_MANY_REQUESTS"))
                .body("retryable", equalTo(true));
        from("203.0.113.250").body("hello").post("/v1/certificates").then().statusCode(400);
    }

    @Test
    void both_doors_count_together_and_the_stock_door_refuses_in_its_own_shape() {
        for (int i = 0; i < 6; i++) {
            from(address).body("hello").post("/v1/certificates").then().statusCode(400);
        }

        from(address)
                .body("hello")
                .post("/odoo-enterprise/iot/x509")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("result", nullValue())
                .body("error.code", equalTo(429))
                .body("error.data.code", equalTo("TOO_MANY_REQUESTS"))
                .body("error.data.retryAfter", allOf(greaterThan(50), lessThanOrEqualTo(60)))
                .body("error.message", allOf(containsString("Ask again in "), endsWith(" seconds.")));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:1::5, 2001:db8:0:1:a:b:c:d", "[2001:db8:0:2::5]:443, 2001:db8:0:2::6"})
    void hosts_of_one_ipv6_network_count_together(String one, String other) {
        for (int i = 0; i < 6; i++) {
            from(one).body("hello").post("/v1/certificates").then().statusCode(400);
        }

        from(other).body("hello").post("/v1/certificates").then().statusCode(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.77", "127.0.0.1", "::1", "203.0.113.251, 198.51.100.77"})
    void what_the_sender_wrote_before_the_proxy_did_is_neither_counted_nor_exempt(String forged) {
        for (int i = 0; i < 6; i++) {
            from(forged + ", " + address)
                    .body("hello")
                    .post("/v1/certificates")
                    .then()
                    .statusCode(400);
        }

        from(forged + ", " + address)
                .body("hello")
                .post("/v1/certificates")
                .then()
                .statusCode(429);
        from(address).body("hello").post("/v1/certificates").then().statusCode(429);
        from(forged + ", 203.0.113.252")
                .body("hello")
                .post("/v1/eligibility")
                .then()
                .statusCode(400);
    }

    @Test
    void a_line_of_the_header_that_the_sender_wrote_is_neither_counted_nor_exempt() {
        for (int i = 0; i < 6; i++) {
            from(EXEMPT)
                    .header("X-Forwarded-For", address)
                    .body("hello")
                    .post("/v1/certificates")
                    .then()
                    .statusCode(400);
        }

        from(EXEMPT)
                .header("X-Forwarded-For", address)
                .body("hello")
                .post("/v1/certificates")
                .then()
                .statusCode(429);
    }

    @Test
    void whom_no_proxy_can_have_named_has_no_exemption_of_the_proxys() {
        for (int i = 0; i < 6; i++) {
            from("nobody").body("hello").post("/v1/certificates").then().statusCode(400);
        }

        from("nobody").body("hello").post("/v1/certificates").then().statusCode(429);
    }

    @Test
    void an_exempt_address_has_no_limit() {
        for (int i = 0; i < 20; i++) {
            from(EXEMPT).body("hello").post("/v1/certificates").then().statusCode(400);
        }
    }

    @Test
    void who_guesses_is_refused_alike_for_a_known_and_an_unknown_database_and_even_with_the_right_code() {
        Customer known = Customer.eligible();
        Customer wrongCode = new Customer(known.uuid(), "guess");
        Customer unknown = new Customer(UUID.randomUUID().toString(), "guess");
        String elsewhere = "203.0.113." + LAST.incrementAndGet();
        for (int i = 0; i < 3; i++) {
            ask(address, wrongCode).then().statusCode(404);
            ask(elsewhere, unknown).then().statusCode(404);
        }

        Response one = ask(address, wrongCode);
        Response other = ask(elsewhere, unknown);

        one.then().statusCode(429).header("Retry-After", Integer::parseInt, greaterThan(50));
        assertThat(withoutReference(one)).isEqualTo(withoutReference(other));
        assertThat(withoutReference(ask(address, known))).isEqualTo(withoutReference(one));
        ask(elsewhere, known).then().statusCode(201);
    }

    @Test
    void a_neighbour_behind_the_same_address_is_not_shut_out_by_a_box_with_yesterdays_code() {
        Customer neighbour = Customer.eligible();
        Customer yesterdays = new Customer(UUID.randomUUID().toString(), "M1");
        for (int i = 0; i < 3; i++) {
            stock(address, yesterdays).then().body("error.code", equalTo(404));
        }
        stock(address, yesterdays).then().body("error.code", equalTo(429));

        stock(address, neighbour).then().body("error", nullValue());
    }

    @Test
    void a_guess_at_the_dry_run_counts_as_one_where_certificates_are_asked_for() {
        Customer known = Customer.eligible();
        Customer wrongCode = new Customer(known.uuid(), "guess");
        for (int i = 0; i < 3; i++) {
            dryRun(address, wrongCode).then().statusCode(200).body("eligible", equalTo(false));
        }

        dryRun(address, wrongCode).then().statusCode(429);
        dryRun(address, known).then().statusCode(429);
        ask(address, known).then().statusCode(429);
    }

    @Test
    void the_question_when_to_renew_is_counted_too() {
        for (int i = 0; i < 6; i++) {
            from(address).get("/v1/certificates/00/renewal").then().statusCode(400);
        }

        from(address).get("/v1/certificates/00/renewal").then().statusCode(429);
    }

    @Test
    void a_database_that_was_given_its_share_hears_when_there_is_more_and_its_old_keys_are_answered_all_the_same() {
        Customer customer = Customer.eligible();
        String key = Requests.good();
        ask(EXEMPT, customer, key).then().statusCode(201);
        ask(EXEMPT, customer, Requests.good()).then().statusCode(201);

        ask(EXEMPT, customer, Requests.good())
                .then()
                .statusCode(429)
                .header("Retry-After", Integer::parseInt, allOf(greaterThan(500), lessThanOrEqualTo(600)));

        for (int i = 0; i < 10; i++) {
            ask(EXEMPT, customer, key).then().statusCode(200);
        }
        stock(EXEMPT, customer)
                .then()
                .body("error.code", equalTo(429))
                .body("error.message", endsWith("Ask again in 10 minutes."));
    }

    private static String withoutReference(Response answer) {
        return answer.asString().replace(answer.path("reference"), "");
    }

    private static Response dryRun(String address, Customer customer) {
        return from(address)
                .body(Map.of("databaseUuid", customer.uuid(), "enterpriseCode", customer.code()))
                .post("/v1/eligibility");
    }

    private static Response ask(String address, Customer customer) {
        return ask(address, customer, Requests.good());
    }

    private static Response ask(String address, Customer customer, String signingRequest) {
        return from(address)
                .body(Map.of(
                        "databaseUuid", customer.uuid(),
                        "enterpriseCode", customer.code(),
                        "signingRequest", signingRequest))
                .post("/v1/certificates");
    }

    private static Response stock(String address, Customer customer) {
        return from(address)
                .body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509");
    }

    private static RequestSpecification from(String address) {
        return given().contentType("application/json").header("X-Forwarded-For", address);
    }
}
