package io.padlock.testing.answers;

import io.padlock.testing.contract.CheckedHttpClient;
import io.padlock.testing.contract.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of the document's own, which a way may spoil before it is sent. By Java's client: a body of no length, or one that
 * waits until the server wants it, REST Assured does not send.
 */
public final class Ask {

    private static final CheckedHttpClient CLIENT = new CheckedHttpClient();

    private final URI server;
    private final Operation operation;
    private final Map<String, String> places = new HashMap<>();
    private final Map<String, String> query = new TreeMap<>();
    private final Map<String, String> headers = new TreeMap<>();
    private BodyPublisher body = BodyPublishers.noBody();
    private boolean waitsForTheServer;

    Ask(URI server, Operation operation) {
        this.server = server;
        this.operation = operation;
    }

    public Operation operation() {
        return operation;
    }

    public Ask place(String name, String value) {
        places.put(name, value);
        return this;
    }

    public Ask query(String name, String value) {
        query.put(name, value);
        return this;
    }

    public Ask header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Ask without(String header) {
        headers.remove(header);
        return this;
    }

    public Ask body(String mediaType, String text) {
        body = BodyPublishers.ofString(text);
        return header("Content-Type", mediaType);
    }

    /** Of no length that is told before. */
    public Ask stream(String mediaType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
        return header("Content-Type", mediaType);
    }

    /** Declared only: nothing of it is sent before the server has said that it wants it. */
    public Ask bodyOf(long bytes) {
        body = BodyPublishers.fromPublisher(BodyPublishers.ofString(" "), bytes);
        waitsForTheServer = true;
        return this;
    }

    public HttpResponse<byte[]> send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address())
                .timeout(Duration.ofMinutes(1))
                .expectContinue(waitsForTheServer)
                .method(operation.method().toUpperCase(Locale.ROOT), body);
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build());
        } catch (IOException e) {
            throw new AssertionError(operation + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private URI address() {
        StringBuilder address = new StringBuilder(operation.examplePath(places));
        char before = '?';
        for (Map.Entry<String, String> parameter : query.entrySet()) {
            address.append(before)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            before = '&';
        }
        return server.resolve(address.toString());
    }
}
