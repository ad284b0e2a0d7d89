package io.padlock.provisioning.operator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class DatabasesTest {

    private static final String FACTS =
            "{\"enterpriseCode\":\"CODE-OF-%s\",\"kind\":\"%s\",\"subscription\":{\"status\":\"%s\",\"lines\":%s}}";

    @Inject
    Pool pool;

    @Test
    void a_database_is_created_then_replaced_then_read_and_its_contract_code_is_never_told() {
        String uuid = UUID.randomUUID().toString();

        put(uuid, facts("PRODUCTION", "IN_PROGRESS", "[{\"product\":\"IOT_BOX\",\"quantity\":2}]"))
                .then()
                .statusCode(201)
                .body("eligible", equalTo(true))
                .body("$", not(hasKey("zone")));
        put(uuid, facts("STAGING", "PAUSED", "[]")).then().statusCode(200);
        Response read = operator().get("/v1/operator/databases/" + uuid);

        read.then()
                .statusCode(200)
                .body("uuid", equalTo(uuid))
                .body("kind", equalTo("STAGING"))
                .body("subscription.status", equalTo("PAUSED"))
                .body("subscription.lines.size()", equalTo(0))
                .body("eligible", equalTo(false))
                .body("reasons.size()", equalTo(3));
        assertThat(read.asString()).doesNotContain("CODE-OF-");
    }

    @Test
    void lines_keep_their_order_and_a_product_may_stand_on_two_of_them() {
        String uuid = UUID.randomUUID().toString();

        put(
                        uuid,
                        facts(
                                "PRODUCTION",
                                "IN_PROGRESS",
                                "[{\"product\":\"B\",\"quantity\":1},{\"product\":\"A\",\"quantity\":2},{\"product\":\"B\",\"quantity\":3}]"))
                .then()
                .statusCode(201);

        assertThat(operator().get("/v1/operator/databases/" + uuid).<Object>path("subscription.lines.quantity"))
                .hasToString("[1, 2, 3]");
    }

    @Test
    void a_deleted_database_is_gone_and_finds_its_zone_and_certificates_when_it_comes_back() {
        Customer customer = Customer.eligible();
        String zone = certificateName(customer);

        operator()
                .delete("/v1/operator/databases/" + customer.uuid())
                .then()
                .statusCode(204)
                .body(emptyString());

        operator().get("/v1/operator/databases/" + customer.uuid()).then().statusCode(404);
        operator()
                .delete("/v1/operator/databases/" + customer.uuid())
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_DATABASE"));
        assertThat(certificateName(customer)).as("unknown to its boxes").isNull();
        customer.register("PRODUCTION", "IN_PROGRESS", "IOT_BOX");
        assertThat(certificateName(customer)).isEqualTo(zone);
        assertThat(certificates(customer)).isEqualTo(2);
    }

    @Test
    void requests_that_create_the_same_database_at_once_all_succeed_and_one_says_created() throws Exception {
        for (int round = 0; round < 5; round++) {
            String uuid = UUID.randomUUID().toString();
            List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> put(
                                    uuid,
                                    facts("PRODUCTION", "IN_PROGRESS", "[{\"product\":\"IOT_BOX\",\"quantity\":2}]"))
                            .statusCode()))
                    .limit(4)
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join).sorted()).containsExactly(200, 200, 200, 201);
        }
    }

    @Test
    void databases_that_are_put_and_deleted_by_many_at_once_are_all_answered_and_none_stays_locked() throws Exception {
        List<String> uuids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(16).toList();
        ExecutorService operators = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                // Neighbours in time: some take turns at one database, the others go side by side.
                String uuid = uuids.get(i / 2 % uuids.size());
                boolean isDelete = i % 2 == 0;
                answers.add(operators.submit(() -> isDelete
                        ? operator().delete("/v1/operator/databases/" + uuid).statusCode()
                        : put(uuid, facts("PRODUCTION", "IN_PROGRESS", "[{\"product\":\"IOT_BOX\",\"quantity\":2}]"))
                                .statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 201, 204, 404);
            }
        } finally {
            operators.shutdownNow();
        }

        uuids.forEach(uuid -> {
            assertThat(put(uuid, facts("STAGING", "PAUSED", "[]")).statusCode()).isIn(200, 201);
            assertThat(operator().delete("/v1/operator/databases/" + uuid).statusCode())
                    .isEqualTo(204);
        });
    }

    @Test
    void a_body_over_64_kib_is_refused_here_though_an_import_may_be_longer() {
        put(UUID.randomUUID().toString(), " ".repeat(128 * 1024))
                .then()
                .statusCode(413)
                .body("code", equalTo("BODY_TOO_LARGE"));
        operator()
                .contentType("application/x-ndjson")
                .body(" \n".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII))
                .post("/v1/operator/databases/import")
                .then()
                .statusCode(200)
                .body("lines", equalTo(0));
    }

    @Test
    void an_unknown_database_is_not_found() {
        operator()
                .get("/v1/operator/databases/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_DATABASE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wrong", "Basic dXNlcjpwYXNz", TestServer.OPERATOR_TOKEN})
    void without_the_operators_token_nothing_is_told_or_done(String authorization) {
        String uuid = UUID.randomUUID().toString();
        RequestSpecification anybody = given().contentType("application/json");
        if (!authorization.isEmpty()) {
            anybody.header("Authorization", authorization);
        }

        anybody.body(facts("PRODUCTION", "IN_PROGRESS", "[]"))
                .put("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("code", equalTo("OPERATOR_TOKEN_NEEDED"));

        operator().get("/v1/operator/databases/" + uuid).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TEST | IN_PROGRESS | [] | kind is none of PRODUCTION",
                "PRODUCTION | RUNNING | [] | subscription.status is none of QUOTATION",
                "PRODUCTION | IN_PROGRESS | null | subscription.lines is missing",
                "PRODUCTION | IN_PROGRESS | [null] | has no product",
                "PRODUCTION | IN_PROGRESS | [{\"product\":\"iot box\",\"quantity\":1}] | written in capitals",
                "PRODUCTION | IN_PROGRESS | [{\"product\":\"IOT_BOX\"}] | quantity of IOT_BOX",
                "PRODUCTION | IN_PROGRESS | [{\"product\":\"IOT_BOX\",\"quantity\":0}] | quantity of IOT_BOX",
                "PRODUCTION | IN_PROGRESS | [{\"product\":\"IOT_BOX\",\"quantity\":1000001}] | quantity of IOT_BOX"
            })
    void a_field_that_cannot_be_used_is_named_with_its_rule(String kind, String status, String lines, String said) {
        put(UUID.randomUUID().toString(), facts(kind, status, lines))
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_DATABASE"))
                .body("detail", containsString(said));
    }

    @Test
    void numbers_that_are_none_are_refused_with_their_place() {
        for (String quantity : new String[] {"\"2\"", "1.5", "true", "99999999999999999999"}) {
            put(
                            UUID.randomUUID().toString(),
                            facts(
                                    "PRODUCTION",
                                    "IN_PROGRESS",
                                    "[{\"product\":\"IOT_BOX\",\"quantity\":" + quantity + "}]"))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("MALFORMED_REQUEST"))
                    .body("detail", containsString("subscription.lines.[0].quantity"));
        }
    }

    private static String certificateName(Customer customer) {
        return given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509")
                .path("result.subject_cn");
    }

    private long certificates(Customer customer) {
        return pool.query("select count(*) from certificate where database_uuid = '" + customer.uuid() + "'")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static String facts(String kind, String status, String lines) {
        return FACTS.formatted("TEST", kind, status, lines);
    }

    private static Response put(String uuid, String body) {
        return operator().contentType("application/json").body(body).put("/v1/operator/databases/" + uuid);
    }

    private static RequestSpecification operator() {
        return Api.operator();
    }
}
