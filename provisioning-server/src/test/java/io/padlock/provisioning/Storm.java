package io.padlock.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.testing.contract.CheckedHttpClient;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many requests at once, each on a connection of its own, as many boxes send them. */
public final class Storm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final CheckedHttpClient CLIENT = new CheckedHttpClient();

    private Storm() {}

    public record Answer(int status, HttpHeaders headers, JsonNode body, Duration took) {}

    /** @param box makes the request of the nth box */
    public static List<Answer> of(int boxes, IntFunction<HttpRequest> box) {
        List<HttpRequest> requests = IntStream.range(0, boxes).mapToObj(box).toList();
        List<CompletableFuture<Timed>> sent = requests.stream().map(Storm::send).toList();
        List<Timed> came = sent.stream()
                .map(answer -> answer.orTimeout(2, TimeUnit.MINUTES).join())
                .toList();
        // Not before: what is measured is the server.
        return IntStream.range(0, boxes)
                .mapToObj(i -> checked(requests.get(i), came.get(i)))
                .toList();
    }

    private record Timed(HttpResponse<byte[]> response, Duration took) {}

    private static CompletableFuture<Timed> send(HttpRequest request) {
        long sent = System.nanoTime();
        return CLIENT.sendAndCheckLater(request)
                .thenApply(response -> new Timed(response, Duration.ofNanos(System.nanoTime() - sent)));
    }

    private static Answer checked(HttpRequest request, Timed came) {
        HttpResponse<byte[]> response = came.response();
        CLIENT.check(request, response);
        return new Answer(response.statusCode(), response.headers(), json(response.body()), came.took());
    }

    public static HttpRequest stock(Customer customer) {
        return post(
                "/odoo-enterprise/iot/x509",
                "{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()));
    }

    public static HttpRequest certificate(Customer customer, String signingRequest) {
        return post(
                "/v1/certificates",
                "{\"databaseUuid\": \"%s\", \"enterpriseCode\": \"%s\", \"signingRequest\": \"%s\"}"
                        .formatted(customer.uuid(), customer.code(), signingRequest.replace("\n", "\\n")));
    }

    public static HttpRequest eligibility(Customer customer) {
        return post(
                "/v1/eligibility",
                "{\"databaseUuid\": \"%s\", \"enterpriseCode\": \"%s\"}".formatted(customer.uuid(), customer.code()));
    }

    public static HttpRequest renewal(String serial) {
        return HttpRequest.newBuilder(address("/v1/certificates/" + serial + "/renewal"))
                .build();
    }

    private static URI address(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private static HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
