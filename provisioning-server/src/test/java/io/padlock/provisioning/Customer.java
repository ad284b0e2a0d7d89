package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import java.util.UUID;

/** A database for a test, new and registered as an operator would register it. */
public record Customer(String uuid, String code) {

    public static Customer eligible() {
        return with("PRODUCTION", "IN_PROGRESS", "IOT_BOX");
    }

    public static Customer with(String kind, String status, String product) {
        Customer customer = new Customer(
                UUID.randomUUID().toString(), "M" + Math.abs(UUID.randomUUID().getMostSignificantBits()));
        customer.register(kind, status, product);
        return customer;
    }

    public void register(String kind, String status, String product) {
        given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN)
                .contentType("application/json")
                .body(
                        "{\"enterpriseCode\":\"%s\",\"kind\":\"%s\",\"subscription\":{\"status\":\"%s\",\"lines\":[{\"product\":\"%s\",\"quantity\":1}]}}"
                                .formatted(code, kind, status, product))
                .put("/v1/operator/databases/" + uuid)
                .then()
                .statusCode(oneOf(200, 201));
    }
}
