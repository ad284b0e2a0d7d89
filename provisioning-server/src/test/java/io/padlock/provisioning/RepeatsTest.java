package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.testing.Said;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a key gets that asks again. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class RepeatsTest {

    /** By the settings that the server comes with: a key that takes two of it leaves another key without. */
    private static final int BUDGET_OF_A_BOX = 20;

    @Inject
    Pool pool;

    @Test
    void a_key_whose_certificate_was_revoked_gets_a_new_one() {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        String revoked = serial(ask(customer, request));
        revoke(revoked, "SUPERSEDED");

        Response next = ask(customer, request);

        next.then().statusCode(201);
        assertThat(serial(next)).isNotEqualTo(revoked);
        assertThat(generations(customer)).containsExactly(1, 2);
        ask(customer, request).then().statusCode(200).body("serial", equalTo(serial(next)));
    }

    @Test
    void a_key_whose_certificate_was_made_by_a_clock_that_was_ahead_gets_a_new_one() {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        String first = serial(ask(customer, request));
        pool.preparedQuery("""
                        insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation,
                                                 not_before, not_after, issued_at, der)
                        select reverse(serial), database_uuid, zone, door, issuer, key_sha256, 2,
                               not_before + interval '100 days', not_after + interval '100 days',
                               issued_at + interval '100 days', der
                        from certificate where serial = $1""").executeAndAwait(Tuple.of(first));

        Response next = ask(customer, request);

        next.then().statusCode(201);
        assertThat(generations(customer)).containsExactly(1, 2, 3);
        ask(customer, request).then().statusCode(200).body("serial", equalTo(serial(next)));
    }

    @Test
    void a_key_that_others_have_too_is_refused_for_every_database_and_another_key_is_not() {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        revoke(serial(ask(customer, request)), "KEY_COMPROMISE");

        for (Customer whoever : List.of(customer, Customer.eligible())) {
            ask(whoever, request).then().statusCode(400).body("code", equalTo("KEY_COMPROMISED"));
        }
        ask(customer, Requests.good()).then().statusCode(201);
    }

    @Test
    void that_a_key_is_others_too_is_told_only_to_who_knows_the_contract_code() {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        revoke(serial(ask(customer, request)), "KEY_COMPROMISE");

        ask(new Customer(customer.uuid(), "WRONG"), request)
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DATABASE_OR_CONTRACT"));
    }

    @Test
    void fifty_requests_of_each_of_as_many_keys_as_the_budget_has_get_one_certificate_a_key() throws Exception {
        Customer customer = Customer.eligible();
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < BUDGET_OF_A_BOX; i++) {
            requests.add(Requests.good());
        }
        List<Callable<String>> boxes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.forEach(request -> boxes.add(() -> serial(granted(ask(customer, request)))));
        }

        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<String> serials = new ArrayList<>();
        for (Future<String> answer : threads.invokeAll(boxes)) {
            serials.add(answer.get());
        }
        threads.shutdown();

        assertThat(serials).hasSize(50 * BUDGET_OF_A_BOX);
        assertThat(serials.stream().distinct()).hasSize(BUDGET_OF_A_BOX);
        assertThat(generations(customer)).hasSize(BUDGET_OF_A_BOX).containsOnly(1);
    }

    @Test
    void a_database_that_comes_with_many_boxes_at_once_gets_one_zone() throws Exception {
        Customer customer = Customer.eligible();
        List<Callable<String>> boxes = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            String request = Requests.good();
            boxes.add(() -> Said.at(ask(customer, request), "zone"));
        }

        ExecutorService threads = Executors.newFixedThreadPool(15);
        List<String> zones = new ArrayList<>();
        for (Future<String> answer : threads.invokeAll(boxes)) {
            zones.add(answer.get());
        }
        threads.shutdown();

        assertThat(zones.stream().distinct()).hasSize(1).doesNotContainNull();
    }

    private static void revoke(String serial, String reason) {
        given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN)
                .contentType("application/json")
                .body("{\"reason\":\"" + reason + "\"}")
                .post("/v1/operator/certificates/" + serial + "/revocation")
                .then()
                .statusCode(201);
    }

    private List<Integer> generations(Customer customer) {
        List<Integer> generations = new ArrayList<>();
        pool.preparedQuery("select generation from certificate where database_uuid = $1 order by generation")
                .executeAndAwait(Tuple.of(UUID.fromString(customer.uuid())))
                .forEach(row -> generations.add(row.getInteger(0)));
        return generations;
    }

    private static Response ask(Customer customer, String request) {
        return given().contentType("application/json")
                .body("{\"databaseUuid\":\"%s\",\"enterpriseCode\":\"%s\",\"signingRequest\":\"%s\"}"
                        .formatted(customer.uuid(), customer.code(), request.replace("\n", "\\n")))
                .post("/v1/certificates");
    }

    private static Response granted(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
        return answer;
    }

    private static String serial(Response answer) {
        return Said.at(answer, "serial");
    }
}
