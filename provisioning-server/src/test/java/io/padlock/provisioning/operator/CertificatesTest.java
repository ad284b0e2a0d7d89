package io.padlock.provisioning.operator;

import static io.padlock.provisioning.Issued.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Issued;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class CertificatesTest {

    private static final String CERTIFICATES = "/v1/operator/certificates";

    @Test
    void certificates_of_a_database_are_listed_newest_first_a_page_at_a_time() {
        Customer customer = Customer.eligible();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.add(0, Issued.to(customer).serial());
        }

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Response page = cursor == null
                    ? list("database", customer.uuid(), "limit", "2")
                    : list("database", customer.uuid(), "limit", "2", "cursor", cursor);
            page.then().statusCode(200);
            listed.addAll(page.path("items.serial"));
            cursor = page.path("next");
            pages++;
        } while (cursor != null);

        assertThat(listed).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_listed_certificate_says_whose_it_is_and_what_became_of_it() {
        Customer customer = Customer.eligible();
        Issued valid = Issued.to(customer);
        Issued revoked = Issued.to(customer);
        revoked.revoke("PRIVILEGE_WITHDRAWN").then().statusCode(201);

        list("serial", valid.serial().toUpperCase(Locale.ROOT))
                .then()
                .body("items", hasSize(1))
                .body("items[0].database", equalTo(customer.uuid()))
                .body("items[0].door", equalTo("V1"))
                .body("items[0].names[0]", containsString("*."))
                .body("items[0].issuer", containsString("Padlock TEST"))
                .body("items[0].state", equalTo("VALID"))
                .body("items[0].box", equalTo(Map.of()))
                .body("items[0]", not(hasKey("revocation")));
        list("serial", revoked.serial())
                .then()
                .body("items[0].state", equalTo("REVOKED"))
                .body("items[0].revocation.reason", equalTo("PRIVILEGE_WITHDRAWN"))
                .body("items[0].revocation.revokedBy", equalTo("operator"))
                .body("items[0].revocation", not(hasKey("note")))
                .body("items[0].revocation", not(hasKey("serial")));
    }

    @Test
    void filters_narrow_together() {
        Customer customer = Customer.eligible();
        Issued one = Issued.to(customer);
        Issued other = Issued.to(customer);
        other.revoke("SUPERSEDED").then().statusCode(201);
        String zone = list("serial", one.serial()).path("items[0].zone");
        Instant end = Instant.parse(list("serial", one.serial()).path("items[0].notAfter"));

        assertThat(serials("zone", zone, "state", "VALID")).containsExactly(one.serial());
        assertThat(serials("zone", zone, "state", "REVOKED")).containsExactly(other.serial());
        assertThat(serials("zone", zone, "state", "EXPIRED")).isEmpty();
        assertThat(serials("database", customer.uuid(), "endsAfter", end.toString()))
                .contains(one.serial());
        assertThat(serials("serial", one.serial(), "endsBefore", end.toString()))
                .isEmpty();
        assertThat(serials(
                        "serial", one.serial(), "endsBefore", end.plusSeconds(1).toString()))
                .containsExactly(one.serial());
        assertThat(serials("database", UUID.randomUUID().toString(), "zone", zone))
                .isEmpty();
        list("state", "REVOKED", "limit", "1000").then().body("items.serial", hasItem(other.serial()));
        list("endsAfter", end.minus(1, ChronoUnit.DAYS).toString(), "limit", "1000")
                .then()
                .body("items.serial", hasItem(one.serial()));
    }

    @Test
    void one_certificate_in_full_has_its_chain_and_its_keys_fingerprint() {
        Issued issued = Issued.to(Customer.eligible());

        operator()
                .get(CERTIFICATES + "/" + issued.serial())
                .then()
                .statusCode(200)
                .body("serial", equalTo(issued.serial()))
                .body("state", equalTo("VALID"))
                .body("certificateChain", equalTo(issued.chain()))
                .body("keySha256", matchesPattern("[0-9a-f]{64}"))
                .body("generation", equalTo(1));
    }

    @Test
    void revoking_again_tells_the_first_revocation() {
        Issued issued = Issued.to(Customer.eligible());

        Response first = operator()
                .contentType("application/json")
                .body(Map.of("reason", "SUPERSEDED", "note", "The shop moved.\nSee ticket."))
                .post(CERTIFICATES + "/" + issued.serial() + "/revocation");
        Response second = issued.revoke("AFFILIATION_CHANGED");

        first.then()
                .statusCode(201)
                .body("serial", equalTo(issued.serial()))
                .body("reason", equalTo("SUPERSEDED"))
                .body("note", equalTo("The shop moved.\nSee ticket."));
        second.then().statusCode(200);
        assertThat(second.asString()).isEqualTo(first.asString());
    }

    @Test
    void all_of_a_database_are_revoked_at_once() {
        Customer customer = Customer.eligible();
        Issued.to(customer).revoke("SUPERSEDED").then().statusCode(201);
        Issued.to(customer);
        Issued.to(customer);

        revokeAll(customer.uuid())
                .then()
                .statusCode(200)
                .body("revoked", equalTo(2))
                .body("already", equalTo(1));

        assertThat(serials("database", customer.uuid(), "state", "VALID")).isEmpty();
        revokeAll(UUID.randomUUID().toString()).then().statusCode(404).body("code", equalTo("NO_SUCH_DATABASE"));
        revokeAll(Customer.eligible().uuid()).then().statusCode(200).body("revoked", equalTo(0));
    }

    @Test
    void the_key_of_a_revoked_certificate_gets_a_new_one_and_not_the_revoked_one() {
        Customer customer = Customer.eligible();
        Issued first = Issued.to(customer);

        first.revoke("SUPERSEDED").then().statusCode(201);
        Issued second = Issued.by(customer, first.signingRequest());

        assertThat(second.serial()).isNotEqualTo(first.serial());
        assertThat(Issued.by(customer, first.signingRequest()).serial()).isEqualTo(second.serial());
        operator()
                .get(CERTIFICATES + "/" + second.serial())
                .then()
                .body("generation", equalTo(2))
                .body("state", equalTo("VALID"));
    }

    @Test
    void a_compromised_key_gets_no_certificate_any_more_in_no_database() {
        Issued stolen = Issued.to(Customer.eligible());

        stolen.revoke("KEY_COMPROMISE").then().statusCode(201);

        for (Customer customer : List.of(stolen.customer(), Customer.eligible())) {
            Issued.ask(customer, stolen.signingRequest())
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("KEY_COMPROMISED"))
                    .body("retryable", equalTo(false));
        }
        Issued.to(stolen.customer());
    }

    @Test
    void a_certificate_that_is_not_there_is_not_found() {
        String address = CERTIFICATES + "/" + "0".repeat(32);

        operator().get(address).then().statusCode(404).body("code", equalTo("NO_SUCH_CERTIFICATE"));
        operator()
                .contentType("application/json")
                .body("{\"reason\":\"SUPERSEDED\"}")
                .post(address + "/revocation")
                .then()
                .statusCode(404)
                .body("code", equalTo("NO_SUCH_CERTIFICATE"));
        operator().get(CERTIFICATES + "/17").then().statusCode(400).body("code", equalTo("INVALID_SERIAL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | reason is missing",
                "{\"reason\":\"UNSPECIFIED\"} | reason is none of KEY_COMPROMISE",
                "{\"reason\":\"SUPERSEDED\",\"note\":\"a\\u0000b\"} | control character"
            })
    void a_revocation_that_cannot_be_used_is_refused_with_its_rule(String body, String said) {
        Issued issued = Issued.to(Customer.eligible());

        operator()
                .contentType("application/json")
                .body(body)
                .post(CERTIFICATES + "/" + issued.serial() + "/revocation")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_REVOCATION"))
                .body("detail", containsString(said));
        assertThat(serials("serial", issued.serial(), "state", "VALID")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "database, shop",
        "zone, D73E7513",
        "serial, 17",
        "state, valid",
        "endsAfter, yesterday",
        "endsAfter, 2027-01-01",
        "endsBefore, +99999-01-01T00:00:00Z",
        "limit, 0",
        "limit, 1001",
        "limit, many",
        "cursor, §",
        "cursor, ZDoxOjA"
    })
    void a_parameter_that_cannot_be_used_is_named(String name, String value) {
        list(name, value)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_PARAMETER"))
                .body("detail", startsWith(name + " is "));
    }

    @Test
    void without_the_token_nothing_is_told_or_revoked() {
        Issued issued = Issued.to(Customer.eligible());

        given().get(CERTIFICATES).then().statusCode(401);
        given().get(CERTIFICATES + "/" + issued.serial()).then().statusCode(401);
        given().contentType("application/json")
                .body("{\"reason\":\"SUPERSEDED\"}")
                .post(CERTIFICATES + "/" + issued.serial() + "/revocation")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body("{\"reason\":\"SUPERSEDED\"}")
                .post("/v1/operator/databases/" + issued.customer().uuid() + "/revocations")
                .then()
                .statusCode(401);
        given().get("/v1/operator/decisions").then().statusCode(401);
        assertThat(serials("serial", issued.serial(), "state", "VALID")).hasSize(1);
    }

    private static Response revokeAll(String uuid) {
        return operator()
                .contentType("application/json")
                .body("{\"reason\":\"CESSATION_OF_OPERATION\"}")
                .post("/v1/operator/databases/" + uuid + "/revocations");
    }

    private static List<String> serials(String... parameters) {
        return list(parameters).path("items.serial");
    }

    private static Response list(String... parameters) {
        var request = operator();
        for (int i = 0; i < parameters.length; i += 2) {
            request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get(CERTIFICATES);
    }
}
