package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.testing.Said;
import io.padlock.testing.contract.ContractDocument;
import io.padlock.testing.requests.AskedName;
import io.padlock.testing.requests.BadNames;
import io.padlock.testing.requests.BadRequest;
import io.padlock.testing.requests.BadRequests;
import io.padlock.testing.requests.GoodNames;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every no, alone and with others, at both doors and in the dry run: the same codes, and the same words. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class RefusalsTest {

    /** Known to nobody: a signing request that can't be used is refused before that is found out. */
    private static final Customer ANYBODY = new Customer(UUID.randomUUID().toString(), "CODE");

    private static final ContractDocument CONTRACT = ContractDocument.reviewed();

    static Stream<Arguments> all_that_a_database_can_be() {
        return Stream.of(DatabaseKind.values())
                .flatMap(kind -> Stream.of(SubscriptionStatus.values())
                        .flatMap(status -> Stream.of("IOT_BOX", "POINT_OF_SALE")
                                .map(product -> arguments(kind, status, product))));
    }

    @ParameterizedTest
    @MethodSource("all_that_a_database_can_be")
    void both_doors_and_the_dry_run_say_the_same(DatabaseKind kind, SubscriptionStatus status, String product) {
        Customer customer = Customer.with(kind.name(), status.name(), product);
        List<String> against = against(kind, status, product);

        Response padlock = askPadlock(customer);
        Response stock = askStock(customer);
        Response dryRun = dryRun(customer);

        assertThat(padlock.statusCode()).isEqualTo(against.isEmpty() ? 201 : 403);
        assertThat(Said.<Object>at(stock, "result") != null).isEqualTo(against.isEmpty());
        assertThat(Said.<Boolean>at(dryRun, "eligible")).isEqualTo(against.isEmpty());
        assertThat(Said.<List<String>>at(dryRun, "checks.code"))
                .containsExactly(
                        "UNKNOWN_DATABASE_OR_CONTRACT",
                        "NOT_A_PRODUCTION_DATABASE",
                        "SUBSCRIPTION_NOT_IN_PROGRESS",
                        "NO_IOT_BOX_LINE");
        assertThat(failedChecks(dryRun)).extracting("code").isEqualTo(against);
        if (!against.isEmpty()) {
            assertThat(Said.<String>at(padlock, "code")).isEqualTo("NOT_ELIGIBLE");
            assertThat(Said.<Integer>at(stock, "error.code")).isEqualTo(403);
            assertThat(Said.<String>at(stock, "error.data.code")).isEqualTo("NOT_ELIGIBLE");
            assertThat(Said.<List<Map<String, Object>>>at(padlock, "reasons")).isEqualTo(failedChecks(dryRun));
            assertThat(Said.<List<Map<String, Object>>>at(stock, "error.data.reasons"))
                    .isEqualTo(failedChecks(dryRun));
            assertThat(Said.<String>at(stock, "error.message"))
                    .contains(Said.<List<String>>at(padlock, "reasons.explanation"))
                    .contains(Said.<List<String>>at(padlock, "reasons.remedy"));
        }
    }

    @Test
    void what_has_passed_is_said_in_words_too() {
        Response dryRun = dryRun(Customer.eligible());

        assertThat(Said.<List<String>>at(dryRun, "checks.explanation"))
                .containsExactly(
                        "The database and its contract are known here.",
                        "This database is the production database.",
                        "The database's subscription is In Progress.",
                        "The database's subscription has an IoT Box Subscription line.");
        assertThat(Said.<List<String>>at(dryRun, "checks.remedy")).containsOnly("Nothing to do.");
    }

    @Test
    void who_does_not_know_the_code_hears_of_the_first_check_only_whether_the_database_exists_or_not() {
        Customer paused = Customer.with("STAGING", "PAUSED", "POINT_OF_SALE");
        Customer wrongCode = new Customer(paused.uuid(), "guess");
        Customer unknown = new Customer(UUID.randomUUID().toString(), paused.code());

        Response one = dryRun(wrongCode);
        Response other = dryRun(unknown);

        assertThat(one.asString()).isEqualTo(other.asString());
        assertThat(Said.<Boolean>at(one, "eligible")).isFalse();
        assertThat(failedChecks(one)).isEqualTo(askPadlock(wrongCode).path("reasons"));
        assertThat(failedChecks(one)).isEqualTo(askStock(wrongCode).path("error.data.reasons"));
        assertThat(Said.<List<Object>>at(one, "checks")).hasSize(1);
    }

    @Test
    void a_dry_run_gives_no_zone_and_leaves_nothing_behind() {
        Customer customer = Customer.eligible();

        dryRun(customer);

        assertThat(operator().get("/v1/operator/databases/" + customer.uuid()).<Map<String, Object>>path("$"))
                .doesNotContainKey("zone");
    }

    /** One bit for each field: all of them wrong in every combination, none of them included. */
    static Stream<Integer> every_combination_of_five() {
        return IntStream.range(0, 32).boxed();
    }

    @ParameterizedTest
    @MethodSource("every_combination_of_five")
    void all_fields_that_cannot_be_used_are_named_at_once(int wrong) {
        Customer customer = Customer.eligible();
        List<String> codes = new ArrayList<>();
        Map<String, Object> body = body(customer);
        Map<String, Object> box = new HashMap<>();
        spoil(wrong, 0, codes, "INVALID_DATABASE_UUID", body, "databaseUuid", "shop");
        spoil(wrong, 1, codes, "INVALID_ENTERPRISE_CODE", body, "enterpriseCode", "two words");
        spoil(wrong, 2, codes, "SIGNING_REQUEST_NOT_PEM", body, "signingRequest", "hello");
        spoil(wrong, 3, codes, "INVALID_BOX", box, "identifier", "x".repeat(201));
        spoil(wrong, 4, codes, "INVALID_BOX", box, "name", "a\u0007b");
        body.put("box", box);

        Response answer = json().body(body).post("/v1/certificates");

        if (codes.isEmpty()) {
            assertThat(answer.statusCode()).isEqualTo(201);
        } else {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Said.<String>at(answer, "code"))
                    .isEqualTo(codes.size() == 1 ? codes.get(0) : "MALFORMED_REQUEST");
            assertThat(Said.<List<String>>at(answer, "reasons.code")).isEqualTo(codes);
            assertThat(Said.<String>at(answer, "detail"))
                    .isEqualTo(String.join(" ", Said.<List<String>>at(answer, "reasons.explanation")));
        }
    }

    @Test
    void the_dry_run_and_the_stock_door_name_both_of_their_fields_too() {
        Customer nobody = new Customer("shop", "two words");
        List<String> both = List.of("INVALID_DATABASE_UUID", "INVALID_ENTERPRISE_CODE");

        Response dryRun = json().body(Map.of("databaseUuid", nobody.uuid(), "enterpriseCode", nobody.code()))
                .post("/v1/eligibility");
        Response stock = askStock(nobody);

        assertThat(dryRun.statusCode()).isEqualTo(400);
        assertThat(Said.<String>at(dryRun, "code")).isEqualTo("MALFORMED_REQUEST");
        assertThat(Said.<List<String>>at(dryRun, "reasons.code")).isEqualTo(both);
        assertThat(Said.<String>at(stock, "error.data.code")).isEqualTo("MALFORMED_REQUEST");
        assertThat(Said.<List<String>>at(stock, "error.data.reasons.code")).isEqualTo(both);
    }

    static List<BadRequest> bad_signing_requests() {
        return BadRequests.all();
    }

    @ParameterizedTest
    @MethodSource("bad_signing_requests")
    void every_bad_signing_request_is_refused_with_its_code_and_a_remedy(BadRequest bad) {
        mustBeRefused(bad.pem(), Fault.valueOf(bad.code()));
    }

    static List<AskedName> bad_names() {
        return BadNames.all();
    }

    @ParameterizedTest
    @MethodSource("bad_names")
    void every_bad_name_is_refused_with_its_code_and_a_remedy(AskedName bad) {
        mustBeRefused(bad.signingRequest(), Fault.valueOf(bad.code()));
    }

    private static void mustBeRefused(String signingRequest, Fault fault) {
        Map<String, Object> body = body(ANYBODY);
        body.put("signingRequest", signingRequest);

        Response answer = json().body(body).post("/v1/certificates");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(Said.<String>at(answer, "code")).as(answer.asString()).isEqualTo(fault.name());
        assertThat(Said.<String>at(answer, "title")).isEqualTo(fault.title());
        assertThat(Said.<String>at(answer, "reasons[0].remedy")).isEqualTo(fault.remedy());
        assertThat(CONTRACT.operation("requestCertificate")
                        .answer(400)
                        .child("description")
                        .text())
                .contains("`" + fault.name() + "`");
    }

    static List<AskedName> good_names() {
        return GoodNames.all();
    }

    @ParameterizedTest
    @MethodSource("good_names")
    void who_asks_for_a_name_that_may_be_asked_for_gets_the_names_of_its_own_database(AskedName good) {
        Customer customer = Customer.eligible();
        Map<String, Object> body = body(customer);
        String zone = json().body(body).post("/v1/certificates").path("zone");
        body.put("signingRequest", good.signingRequest());

        Response answer = json().body(body).post("/v1/certificates");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(Said.<List<String>>at(answer, "names"))
                .containsExactly("*." + zone + ".odoo-iot.com", zone + ".odoo-iot.com");
    }

    @Test
    void a_method_that_an_address_does_not_take_is_answered_with_those_that_it_takes() {
        methodNotAllowed(operator().get("/v1/certificates"), "POST");
        methodNotAllowed(operator().delete("/v1/authority/root.pem"), "GET, HEAD");
        methodNotAllowed(operator().patch("/v1/operator/databases/" + UUID.randomUUID()), "DELETE, GET, HEAD, PUT");
        methodNotAllowed(operator().put("/v1/operator/certificates"), "GET, HEAD");
        methodNotAllowed(operator().delete("/v1/operator/certificates/" + "0".repeat(32) + "/revocation"), "POST");
    }

    private static void methodNotAllowed(Response answer, String allowed) {
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(Said.<String>at(answer, "code")).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    private static List<String> against(DatabaseKind kind, SubscriptionStatus status, String product) {
        List<String> against = new ArrayList<>();
        if (kind != DatabaseKind.PRODUCTION) {
            against.add("NOT_A_PRODUCTION_DATABASE");
        }
        if (status != SubscriptionStatus.IN_PROGRESS) {
            against.add("SUBSCRIPTION_NOT_IN_PROGRESS");
        }
        if (!product.equals("IOT_BOX")) {
            against.add("NO_IOT_BOX_LINE");
        }
        return against;
    }

    /** Those that have not passed, in the shape of a problem's reasons. */
    private static List<Map<String, Object>> failedChecks(Response dryRun) {
        List<Map<String, Object>> failed = new ArrayList<>();
        for (Map<String, Object> check : Said.<List<Map<String, Object>>>at(dryRun, "checks")) {
            if (check.remove("passed").equals(false)) {
                failed.add(check);
            }
        }
        return failed;
    }

    private static void spoil(
            int wrong, int bit, List<String> codes, String code, Map<String, Object> body, String field, String with) {
        if ((wrong >> bit & 1) == 1) {
            body.put(field, with);
            codes.add(code);
        }
    }

    private static Response askPadlock(Customer customer) {
        return json().body(body(customer)).post("/v1/certificates");
    }

    private static Response askStock(Customer customer) {
        return json().body(Map.of("params", Map.of("db_uuid", customer.uuid(), "enterprise_code", customer.code())))
                .post("/odoo-enterprise/iot/x509");
    }

    private static Response dryRun(Customer customer) {
        return json().body(Map.of("databaseUuid", customer.uuid(), "enterpriseCode", customer.code()))
                .post("/v1/eligibility");
    }

    private static Map<String, Object> body(Customer customer) {
        Map<String, Object> body = new HashMap<>();
        body.put("databaseUuid", customer.uuid());
        body.put("enterpriseCode", customer.code());
        body.put("signingRequest", Requests.good());
        return body;
    }

    private static RequestSpecification json() {
        return given().contentType("application/json");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }
}
