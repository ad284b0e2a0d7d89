package io.padlock.provisioning;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** Many, in one request. */
    public static List<Customer> eligible(int howMany) {
        List<Customer> customers = IntStream.range(0, howMany)
                .mapToObj(i -> new Customer(UUID.randomUUID().toString(), "M" + i))
                .toList();
        given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN)
                .contentType("application/x-ndjson")
                .body(customers.stream()
                        .map(customer ->
                                "{\"uuid\":\"%s\",\"enterpriseCode\":\"%s\",\"kind\":\"PRODUCTION\",\"subscription\":{\"status\":\"IN_PROGRESS\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":1}]}}"
                                        .formatted(customer.uuid, customer.code))
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/operator/databases/import")
                .then()
                .statusCode(200);
        return customers;
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
