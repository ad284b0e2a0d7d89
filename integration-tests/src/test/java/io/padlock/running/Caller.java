package io.padlock.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.padlock.testing.contract.CheckedHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks a server as boxes do: real HTTP, connections kept alive. May be shared by threads. */
public final class Caller {

    /** Longer than any answer may take by the documents; who has none by then will have none. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String url;
    private final CheckedHttpClient client = new CheckedHttpClient(HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build());

    /** @param url of a server under test, or of what stands before it */
    public Caller(String url) {
        this.url = url;
    }

    /** By Padlock's own door, for the key of the signing request. */
    public Answer v1(Customer customer, String signingRequest) {
        return v1Async(customer, signingRequest).join();
    }

    public CompletableFuture<Answer> v1Async(Customer customer, String signingRequest) {
        return send(Door.V1, customer, body(Door.V1, customer, signingRequest));
    }

    /** As a box with Odoo's software. */
    public Answer stock(Customer customer) {
        return stockAsync(customer).join();
    }

    public CompletableFuture<Answer> stockAsync(Customer customer) {
        return send(Door.STOCK, customer, body(Door.STOCK, customer, ""));
    }

    /** What is sent to the door; a stock box sends no signing request. */
    public static byte[] body(Door door, Customer customer, String signingRequest) {
        return bytes(
                door == Door.V1
                        ? Map.of(
                                "databaseUuid", customer.uuid(),
                                "enterpriseCode", customer.code(),
                                "signingRequest", signingRequest)
                        : Map.of("params", Map.of("db_uuid", customer.uuid(), "enterprise_code", customer.code())));
    }

    private CompletableFuture<Answer> send(Door door, Customer customer, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + door.path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        Instant asked = Instant.now();
        long begun = System.nanoTime();
        return client.sendAsync(request).handle((answer, failure) -> {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            // An answer that is not the contract's is the test's failure, not the network's.
            if (failure != null && rootOf(failure) instanceof AssertionError broken) {
                throw broken;
            }
            return failure == null
                    ? new Answer(
                            door,
                            customer.uuid(),
                            asked,
                            took,
                            answer.statusCode(),
                            retryAfter(answer),
                            json(answer.body()))
                    : new Answer(door, customer.uuid(), asked, took, 0, 0, new TextNode(failure.toString()));
        });
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static int retryAfter(HttpResponse<?> answer) {
        return (int) answer.headers().firstValueAsLong("Retry-After").orElse(0);
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
