package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** A certificate that a test asked for as a box does, with what it was asked with. */
public record Issued(Customer customer, String signingRequest, String serial, String chain) {

    public static Issued to(Customer customer) {
        return by(customer, Requests.good());
    }

    /** The same key again, or a new one: as the signing request says. */
    public static Issued by(Customer customer, String signingRequest) {
        Response answer = ask(customer, signingRequest);
        answer.then().statusCode(oneOf(200, 201));
        return new Issued(customer, signingRequest, answer.path("serial"), answer.path("certificateChain"));
    }

    public static Response ask(Customer customer, String signingRequest) {
        return given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid", customer.uuid(),
                        "enterpriseCode", customer.code(),
                        "signingRequest", signingRequest))
                .post("/v1/certificates");
    }

    public Response revoke(String reason) {
        return operator()
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/v1/operator/certificates/" + serial + "/revocation");
    }

    public static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }
}
