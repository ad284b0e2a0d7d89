package io.padlock.provisioning.operator;

import static io.padlock.provisioning.Issued.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Issued;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "Why has this shop no padlock?" */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class DecisionsTest {

    @Test
    void everything_that_was_decided_about_a_database_is_told_newest_first_with_its_reasons() {
        Customer customer = Customer.with("STAGING", "PAUSED", "IOT_BOX");
        String request = Requests.good();
        Response refused = Issued.ask(customer, request);
        customer.register("PRODUCTION", "IN_PROGRESS", "IOT_BOX");
        Issued issued = Issued.by(customer, request);
        Issued.by(customer, request);

        Response told = await(customer, 3);

        told.then()
                .body("items.outcome", contains("REPEATED", "ISSUED", "REFUSED"))
                .body("items[0].serial", equalTo(issued.serial()))
                .body("items[0]", hasKey("reference"))
                .body("items[1].serial", equalTo(issued.serial()))
                .body("items[1]", not(hasKey("reference")))
                .body("items[2].reference", equalTo(refused.path("reference")))
                .body("items[2].code", equalTo("NOT_ELIGIBLE"))
                .body("items[2].door", equalTo("V1"))
                .body("items[2].reasons.code", contains("NOT_A_PRODUCTION_DATABASE", "SUBSCRIPTION_NOT_IN_PROGRESS"))
                .body("items[2].reasons[0].explanation", containsString("staging"))
                .body("$", not(hasKey("next")));
        assertThat(told.asString()).doesNotContain(customer.code());
    }

    @Test
    void a_refusal_is_found_by_the_reference_that_the_box_was_told_and_by_its_codes() {
        Customer customer = Customer.with("PRODUCTION", "CHURNED", "IOT_BOX");
        String reference = Issued.ask(customer, Requests.good()).path("reference");
        await(customer, 1);

        list("reference", reference)
                .then()
                .body("items", hasSize(1))
                .body("items[0].database", equalTo(customer.uuid()));
        list("database", customer.uuid(), "code", "NOT_ELIGIBLE").then().body("items", hasSize(1));
        list("database", customer.uuid(), "code", "SUBSCRIPTION_NOT_IN_PROGRESS")
                .then()
                .body("items", hasSize(1));
        list("database", customer.uuid(), "code", "NO_IOT_BOX_LINE").then().body("items", hasSize(0));
        list("database", customer.uuid(), "outcome", "ISSUED").then().body("items", hasSize(0));
    }

    @Test
    void an_unknown_database_is_in_the_history_too_and_the_code_that_was_tried_is_not() {
        Customer unknown = new Customer(UUID.randomUUID().toString(), "M-SECRET-" + UUID.randomUUID());
        Issued.ask(unknown, Requests.good()).then().statusCode(404);

        Response told = await(unknown, 1);

        told.then().body("items[0].code", equalTo("UNKNOWN_DATABASE_OR_CONTRACT"));
        assertThat(told.asString()).doesNotContain("SECRET");
    }

    @Test
    void pages_go_on_where_the_one_before_ended_across_both_kinds() {
        Customer customer = Customer.eligible();
        for (int i = 0; i < 3; i++) {
            Issued.by(customer, Issued.to(customer).signingRequest());
        }
        List<String> all = await(customer, 6).path("items.at");

        List<String> listed = new ArrayList<>();
        Response page = list("database", customer.uuid(), "limit", "1");
        listed.addAll(page.path("items.at"));
        while (page.path("next") != null) {
            page = list("database", customer.uuid(), "limit", "1", "cursor", page.path("next"));
            listed.addAll(page.path("items.at"));
        }

        assertThat(listed)
                .isEqualTo(all)
                .hasSize(6)
                .isSortedAccordingTo((a, b) -> Instant.parse(b).compareTo(Instant.parse(a)));
    }

    @Test
    void after_counts_its_moment_and_before_does_not() {
        Customer customer = Customer.eligible();
        Issued.to(customer);
        String at = await(customer, 1).path("items[0].at");

        list("database", customer.uuid(), "after", at).then().body("items", hasSize(1));
        list("database", customer.uuid(), "before", at).then().body("items", hasSize(0));
        list(
                        "database",
                        customer.uuid(),
                        "before",
                        Instant.parse(at).plusNanos(1000).toString())
                .then()
                .body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "database, shop",
        "outcome, MAYBE",
        "code, no such",
        "reference, 17",
        "after, soon",
        "before, 1",
        "limit, 0",
        "cursor, x"
    })
    void a_parameter_that_cannot_be_used_is_named(String name, String value) {
        list(name, value)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_PARAMETER"))
                .body("detail", startsWith(name + " is "));
    }

    /** Nobody's answer waits for the history, so it may be a moment behind. */
    private static Response await(Customer customer, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Response told;
        do {
            told = list("database", customer.uuid());
            assertThat(System.nanoTime()).as("until the history has it").isLessThan(deadline);
        } while (told.<List<Object>>path("items").size() < count);
        told.then().statusCode(200).body("items", hasSize(count));
        return told;
    }

    private static Response list(String... parameters) {
        var request = operator();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get("/v1/operator/decisions");
    }
}
