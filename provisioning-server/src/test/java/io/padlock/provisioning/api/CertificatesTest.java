package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.Said;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class CertificatesTest {

    @Test
    void an_eligible_box_gets_a_chain_for_its_zone_and_the_window_in_which_to_renew() throws Exception {
        Customer customer = Customer.eligible();

        Response answer = ask(customer, Requests.good());

        answer.then()
                .statusCode(201)
                .contentType("application/json")
                .body("serial", matchesPattern("[0-9a-f]{32}"))
                .body("zone", matchesPattern("[0-9a-f]{8}"));
        String zone = answer.path("zone");
        assertThat(answer.<List<String>>path("names"))
                .containsExactly("*." + zone + ".odoo-iot.com", zone + ".odoo-iot.com");
        List<X509Certificate> chain = chain(answer.path("certificateChain"));
        assertThat(chain).hasSize(2);
        assertThat(chain.get(0).getIssuerX500Principal()).isEqualTo(chain.get(1).getSubjectX500Principal());
        assertThat(answer.<String>path("notBefore")).isLessThan(answer.path("renewal.start"));
        assertThat(answer.<String>path("renewal.start")).isLessThan(answer.path("renewal.end"));
        assertThat(answer.<String>path("renewal.end")).isLessThan(answer.path("notAfter"));
    }

    @Test
    void the_same_key_that_asks_again_gets_the_same_certificate() {
        Customer customer = Customer.eligible();
        String request = Requests.good();

        Response first = ask(customer, request);
        Response second = ask(customer, request);

        first.then().statusCode(201);
        second.then().statusCode(200).body("serial", equalTo(first.path("serial")));
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void another_key_of_the_same_database_gets_another_certificate_for_the_same_zone() {
        Customer customer = Customer.eligible();

        Response first = ask(customer, Requests.good());
        Response second = ask(customer, Requests.good());

        assertThat(second.<String>path("zone")).isEqualTo(first.path("zone"));
        assertThat(second.<String>path("serial")).isNotEqualTo(first.path("serial"));
    }

    @Test
    void the_same_key_in_another_database_gets_a_certificate_for_that_ones_zone() {
        String request = Requests.good();

        Response one = ask(Customer.eligible(), request);
        Response other = ask(Customer.eligible(), request);

        other.then().statusCode(201);
        assertThat(other.<String>path("zone")).isNotEqualTo(one.path("zone"));
    }

    @Test
    void fifty_identical_requests_at_once_get_one_certificate() throws Exception {
        Customer customer = Customer.eligible();
        String request = Requests.good();
        List<Callable<String>> boxes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            boxes.add(() -> Said.at(ask(customer, request), "serial"));
        }

        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<String> serials = new ArrayList<>();
        for (Future<String> answer : threads.invokeAll(boxes)) {
            serials.add(answer.get());
        }
        threads.shutdown();

        assertThat(serials).hasSize(50).doesNotContainNull();
        assertThat(serials.stream().distinct()).hasSize(1);
    }

    @Test
    void a_database_that_is_not_eligible_hears_every_reason_and_every_remedy() {
        Customer customer = Customer.with("STAGING", "PAUSED", "POINT_OF_SALE");

        problem(ask(customer, Requests.good()), 403, "NOT_ELIGIBLE")
                .body(
                        "reasons.code",
                        contains("NOT_A_PRODUCTION_DATABASE", "SUBSCRIPTION_NOT_IN_PROGRESS", "NO_IOT_BOX_LINE"))
                .body("detail", containsString("staging environment"))
                .body("detail", containsString("Paused"));
    }

    @Test
    void a_database_that_becomes_eligible_gets_its_certificate() {
        Customer customer = Customer.with("PRODUCTION", "QUOTATION", "IOT_BOX");
        ask(customer, Requests.good()).then().statusCode(403);

        customer.register("PRODUCTION", "IN_PROGRESS", "IOT_BOX");

        ask(customer, Requests.good()).then().statusCode(201);
    }

    @Test
    void an_unknown_database_and_a_wrong_code_get_answers_that_differ_in_the_reference_only() {
        Customer customer = Customer.eligible();
        Customer wrongCode = new Customer(customer.uuid(), customer.code() + "x");
        Customer unknown = new Customer(UUID.randomUUID().toString(), customer.code());

        Response one = ask(wrongCode, Requests.good());
        Response other = ask(unknown, Requests.good());

        problem(one, 404, "UNKNOWN_DATABASE_OR_CONTRACT");
        assertThat(one.asString().replace(one.path("reference"), ""))
                .isEqualTo(other.asString().replace(other.path("reference"), ""));
    }

    @Test
    void somebody_with_a_wrong_code_does_not_hear_what_is_wrong_with_the_database() {
        Customer paused = Customer.with("STAGING", "PAUSED", "IOT_BOX");

        problem(ask(new Customer(paused.uuid(), "guess"), Requests.good()), 404, "UNKNOWN_DATABASE_OR_CONTRACT")
                .body("reasons.code", contains("UNKNOWN_DATABASE_OR_CONTRACT"));
    }

    @Test
    void each_field_that_cannot_be_used_has_a_code_of_its_own() {
        Customer customer = Customer.eligible();

        problem(ask(new Customer("shop", customer.code()), Requests.good()), 400, "INVALID_DATABASE_UUID");
        problem(ask(new Customer(customer.uuid(), "a b"), Requests.good()), 400, "INVALID_ENTERPRISE_CODE");
        problem(ask(customer, "hello"), 400, "SIGNING_REQUEST_NOT_PEM");
        problem(ask(customer, null), 400, "SIGNING_REQUEST_MISSING");
    }

    @Test
    void what_a_box_says_of_itself_is_kept_if_it_can_be() {
        Customer customer = Customer.eligible();
        Map<String, Object> body = body(customer, Requests.good());

        body.put("box", Map.of("identifier", "dc:a6:32:01:02:03", "name", "Comptoir n° 2"));
        post(body).then().statusCode(201);
        body.put("box", Map.of("name", "a\u0000b"));
        problem(post(body), 400, "INVALID_BOX");
        body.put("box", Map.of("name", "x".repeat(201)));
        problem(post(body), 400, "INVALID_BOX");
    }

    @Test
    void fields_that_a_newer_box_sends_are_ignored() {
        Map<String, Object> body = body(Customer.eligible(), Requests.good());
        body.put("somethingNew", List.of(1, 2, 3));

        post(body).then().statusCode(201);
    }

    @Test
    void a_body_that_is_no_json_object_is_refused_with_the_place_of_the_fault() {
        problem(postRaw("{\"databaseUuid\": oops}".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST")
                .body("detail", containsString("line 1, column"));
        problem(postRaw("[]".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST");
        problem(postRaw("null".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST");
        problem(postRaw(new byte[0]), 400, "MALFORMED_REQUEST").body("detail", containsString("empty"));
        problem(postRaw("{} {}".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST");
        problem(postRaw(new byte[] {'{', '"', (byte) 0xc3, '"', '}'}), 400, "MALFORMED_REQUEST")
                .body("detail", containsString("UTF-8"));
        problem(postRaw("{\"databaseUuid\": 5}".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST")
                .body("detail", containsString("databaseUuid"));
        problem(
                        postRaw("{\"databaseUuid\":\"a\",\"databaseUuid\":\"b\"}".getBytes(StandardCharsets.UTF_8)),
                        400,
                        "MALFORMED_REQUEST")
                .body("detail", containsString("twice"));
        problem(postRaw("{\"box\": {\"name\": oops}}".getBytes(StandardCharsets.UTF_8)), 400, "MALFORMED_REQUEST")
                .body("detail", containsString("line 1, column"));
        problem(postRaw(" ".repeat(65 * 1024).getBytes(StandardCharsets.UTF_8)), 413, "BODY_TOO_LARGE");
    }

    @Test
    void what_the_contract_does_not_have_is_a_problem_too() {
        problem(given().contentType("text/plain").body("{}").post("/v1/certificates"), 415, "UNSUPPORTED_MEDIA_TYPE");
        problem(
                given().contentType("application/json")
                        .accept("image/png")
                        .body("{}")
                        .post("/v1/certificates"),
                406,
                "NOT_ACCEPTABLE");
        problem(given().get("/v1/certificates"), 405, "METHOD_NOT_ALLOWED");
        problem(given().get("/v1/nothing"), 404, "NOT_FOUND");
    }

    private static ValidatableResponse problem(Response answer, int status, String code) {
        return answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body(
                        "type",
                        equalTo("urn:padlock:problem:"
                                + code.toLowerCase(Locale.ROOT).replace('_', '-')))
                .body("reference", matchesPattern("[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}"));
    }

    private static Response ask(Customer customer, String signingRequest) {
        return post(body(customer, signingRequest));
    }

    private static Map<String, Object> body(Customer customer, String signingRequest) {
        Map<String, Object> body = new HashMap<>();
        body.put("databaseUuid", customer.uuid());
        body.put("enterpriseCode", customer.code());
        body.put("signingRequest", signingRequest);
        return body;
    }

    private static Response post(Map<String, Object> body) {
        return given().contentType("application/json").body(body).post("/v1/certificates");
    }

    private static Response postRaw(byte[] body) {
        return given().header("Content-Type", "application/json").body(body).post("/v1/certificates");
    }

    @SuppressWarnings("unchecked")
    private static List<X509Certificate> chain(String pem) throws Exception {
        return List.copyOf((Collection<X509Certificate>) CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    }

    private static RequestSpecification given() {
        return RestAssured.given();
    }
}
