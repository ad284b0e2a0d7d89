package io.padlock.running;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A database, with the contract code that its boxes know. */
public record Customer(String uuid, String code) {

    /** One that may have certificates, as far as a server knows. */
    public static Customer knownTo(Server server) throws IOException {
        Customer customer = new Customer(UUID.randomUUID().toString(), Server.CODE);
        server.register(customer.uuid(), customer.code(), "PRODUCTION");
        return customer;
    }

    /** Many, in one request. @param boxes for how many each pays */
    public static List<Customer> knownTo(Server server, int howMany, int boxes) throws IOException {
        List<Customer> customers = IntStream.range(0, howMany)
                .mapToObj(i -> new Customer(UUID.randomUUID().toString(), "M" + (10_000_000_000_000L + i)))
                .toList();
        given().header("Authorization", "Bearer " + server.operatorToken())
                .contentType("application/x-ndjson")
                .body(customers.stream()
                        .map(customer ->
                                ("{\"uuid\":\"%s\",\"enterpriseCode\":\"%s\",\"kind\":\"PRODUCTION\",\"subscription\":"
                                                + "{\"status\":\"IN_PROGRESS\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":%d}]}}")
                                        .formatted(customer.uuid, customer.code, boxes))
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .post(server.url() + "/v1/operator/databases/import")
                .then()
                .statusCode(200);
        return customers;
    }
}
