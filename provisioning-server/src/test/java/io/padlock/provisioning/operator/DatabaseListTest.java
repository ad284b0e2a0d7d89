package io.padlock.provisioning.operator;

import static io.padlock.provisioning.operator.Api.DATABASES;
import static io.padlock.provisioning.operator.Api.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class DatabaseListTest {

    @Inject
    Pool pool;

    @BeforeEach
    void no_database() {
        pool.query("delete from known_database").execute().await().indefinitely();
    }

    @Test
    void an_empty_list_has_no_next() {
        assertThat(list(Map.of()).asString()).isEqualTo("{\"items\":[]}");
    }

    @Test
    void pages_follow_each_other_in_the_order_of_uuids_and_none_is_left_out_or_twice() {
        List<String> expected = Stream.generate(Customer::eligible)
                .limit(7)
                .map(Customer::uuid)
                .sorted()
                .toList();

        List<String> seen = new ArrayList<>();
        int pages = 0;
        String cursor = null;
        do {
            Response page = list(cursor == null ? Map.of("limit", 3) : Map.of("limit", 3, "cursor", cursor));
            seen.addAll(page.path("items.uuid"));
            cursor = page.path("next");
            pages++;
        } while (cursor != null);

        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_last_page_that_is_full_has_no_next() {
        Customer.eligible();
        Customer.eligible();

        assertThat(list(Map.of("limit", 2)).<Object>path("next")).isNull();
    }

    @Test
    void the_database_with_the_smallest_uuid_of_all_is_listed() {
        String nil = new UUID(0, 0).toString();
        new Customer(nil, "CODE").register("COPY", "PAUSED", "X");

        assertThat(list(Map.of()).<List<String>>path("items.uuid")).containsExactly(nil);
    }

    @Test
    void filters_narrow_together() {
        Customer meant = Customer.with("STAGING", "PAUSED", "IOT_BOX");
        Customer.with("STAGING", "PAUSED", "OTHER");
        Customer.with("STAGING", "IN_PROGRESS", "IOT_BOX");
        Customer.with("PRODUCTION", "PAUSED", "IOT_BOX");

        assertThat(list(Map.of("kind", "STAGING", "status", "PAUSED", "iotBox", true))
                        .<List<String>>path("items.uuid"))
                .containsExactly(meant.uuid());
        assertThat(list(Map.of("iotBox", false)).<List<String>>path("items.kind"))
                .containsExactly("STAGING");
        list(Map.of("status", "PAUSED"))
                .then()
                .body("items.size()", equalTo(3))
                .body("items.subscription.status", everyItem(equalTo("PAUSED")));
    }

    @Test
    void a_database_is_told_with_its_zone_and_verdict_but_without_its_contract_code() {
        Customer customer = new Customer(new UUID(0, 0).toString(), "A-SECRET");
        customer.register("PRODUCTION", "IN_PROGRESS", "IOT_BOX");
        Customer.eligible();
        String name = given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509")
                .path("result.subject_cn");

        // As the contract's example: with another page behind it.
        Response list = list(Map.of("limit", 1));

        list.then()
                .body("next", notNullValue())
                .body("items[0].eligible", equalTo(true))
                .body("items[0].subscription.lines[0].product", equalTo("IOT_BOX"))
                .body("items[0].zone", equalTo(name.substring(2, 10)));
        assertThat(list.asString()).doesNotContain(customer.code());
    }

    @ParameterizedTest
    @CsvSource({
        "kind, TEST, kind is one of PRODUCTION",
        "status, RUNNING, status is one of QUOTATION",
        "iotBox, yes, iotBox is true or false.",
        "limit, 0, limit is a whole number from 1 to 1000.",
        "limit, 1001, limit is a whole number from 1 to 1000.",
        "limit, many, limit is a whole number from 1 to 1000.",
        "cursor, !!!, cursor is what another page",
        "cursor, YWJj, cursor is what another page"
    })
    void a_parameter_that_cannot_be_used_is_named_with_its_rule(String name, String value, String rule) {
        Response refused = operator().queryParam(name, value).get(DATABASES);

        refused.then().statusCode(400).body("code", equalTo("INVALID_PARAMETER"));
        assertThat(refused.<String>path("detail")).startsWith(rule);
    }

    /** A mistyped filter must not be taken for none: all databases would be the answer. */
    @ParameterizedTest
    @CsvSource({
        "?Kind=COPY, 'The address has the parameters cursor, iotBox, kind, limit, status, and no others.'",
        "?kind=COPY&stauts=PAUSED, 'The address has the parameters cursor, iotBox, kind, limit, status, and no others.'",
        "?=COPY, 'The address has the parameters cursor, iotBox, kind, limit, status, and no others.'",
        "?kind=;COPY, '''&'' stands between parameters; in a value '';'' is written %3B.'"
    })
    void a_parameter_that_the_address_does_not_have_is_refused_with_those_that_it_has(String query, String rule) {
        Response refused = operator().urlEncodingEnabled(false).get(DATABASES + query);

        refused.then().statusCode(400).body("code", equalTo("INVALID_PARAMETER"));
        assertThat(refused.<String>path("detail")).isEqualTo(rule);
    }

    private static Response list(Map<String, ?> parameters) {
        Response page = operator().queryParams(parameters).get(DATABASES);
        page.then().statusCode(200);
        return page;
    }
}
