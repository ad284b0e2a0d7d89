package io.padlock.testing.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The JDK's client, for many requests at once and for long bodies, each exchange held to the contract. */
public final class CheckedHttpClient {

    private final HttpClient client;
    private final KeepsToTheContract contract = KeepsToTheContract.reviewed();

    public CheckedHttpClient() {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    public CheckedHttpClient(HttpClient client) {
        this.client = client;
    }

    public CompletableFuture<HttpResponse<byte[]>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(answer -> {
            check(request, answer);
            return answer;
        });
    }

    /** For those who measure: what was answered goes to {@link #check} when the last answer is there. */
    public CompletableFuture<HttpResponse<byte[]>> sendAndCheckLater(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    public void check(HttpRequest request, HttpResponse<byte[]> answer) {
        contract.check(exchange(request, answer));
    }

    public HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        check(request, answer);
        return answer;
    }

    /** For answers that are too long to hold: all but the body is held to the contract. */
    public HttpResponse<InputStream> stream(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        contract.check(exchange(request, answer, new byte[0]));
        return answer;
    }

    private static Exchange exchange(HttpRequest request, HttpResponse<byte[]> answer) {
        return exchange(request, answer, answer.body());
    }

    private static Exchange exchange(HttpRequest request, HttpResponse<?> answer, byte[] body) {
        URI address = request.uri();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return new Exchange(
                request.method(),
                address.getRawPath() + query,
                new Message(request.headers().map(), sent(request)),
                answer.statusCode(),
                new Message(answer.headers().map(), body));
    }

    /** What a publisher of bytes in memory holds; one that reads a long file is not read again. */
    private static byte[] sent(HttpRequest request) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        request.bodyPublisher()
                .filter(publisher -> publisher.contentLength() > 0 && publisher.contentLength() < 1_000_000)
                .ifPresent(publisher -> publisher.subscribe(new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        subscription.request(Long.MAX_VALUE);
                    }

                    @Override
                    public void onNext(ByteBuffer some) {
                        byte[] bytes = new byte[some.remaining()];
                        some.get(bytes);
                        body.writeBytes(bytes);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new AssertionError("The body can't be read again.", failure);
                    }

                    @Override
                    public void onComplete() {
                        // All of it has been kept.
                    }
                }));
        return body.toByteArray();
    }
}
