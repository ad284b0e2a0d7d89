package io.padlock.provisioning.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Issued;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
class RenewalsTest {

    @Test
    void a_box_hears_the_window_that_it_was_told_and_when_to_ask_again() {
        Customer customer = Customer.eligible();
        Issued issued = Issued.to(customer);
        Response again = Issued.ask(customer, issued.signingRequest());

        renewal(issued.serial())
                .then()
                .statusCode(200)
                .header("Retry-After", equalTo("21600"))
                .body("start", equalTo(again.path("renewal.start")))
                .body("end", equalTo(again.path("renewal.end")))
                .body("explanation", containsString("last third"));
    }

    @Test
    void a_serial_is_the_same_in_capitals() {
        Issued issued = Issued.to(Customer.eligible());

        assertThat(renewal(issued.serial().toUpperCase(Locale.ROOT)).asString())
                .isEqualTo(renewal(issued.serial()).asString());
    }

    @Test
    void the_window_of_a_revoked_certificate_is_past_and_stays_where_it_is() {
        Issued issued = Issued.to(Customer.eligible());

        issued.revoke("SUPERSEDED").then().statusCode(201);
        Response told = renewal(issued.serial());

        told.then().statusCode(200).body("explanation", containsString("revoked"));
        assertThat(Instant.parse(told.path("start"))).isBefore(Instant.parse(told.path("end")));
        assertThat(Instant.parse(told.path("end"))).isBefore(Instant.now());
        assertThat(renewal(issued.serial()).asString()).isEqualTo(told.asString());
    }

    @Test
    void a_certificate_that_was_not_issued_here_is_not_found() {
        renewal("0".repeat(32))
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NO_SUCH_CERTIFICATE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4f4c0d6a", "4f4c0d6a9b2e48c3a7d5e6f708192a3g", "4f4c0d6a9b2e48c3a7d5e6f708192a3b00", "%20"})
    void what_is_no_serial_is_refused(String text) {
        given().urlEncodingEnabled(false)
                .get("/v1/certificates/" + text + "/renewal")
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_SERIAL"));
    }

    private static Response renewal(String serial) {
        return given().get("/v1/certificates/" + serial + "/renewal");
    }
}
