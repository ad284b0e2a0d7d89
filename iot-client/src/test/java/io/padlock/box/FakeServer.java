package io.padlock.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.padlock.testing.contract.Exchange;
import io.padlock.testing.contract.KeepsToTheContract;
import io.padlock.testing.contract.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * A real HTTP server that answers as a test says, and remembers what it was asked. Whatever a box asks it is held to the
 * server's OpenAPI document, and so are the answers that claim to be of it.
 */
public final class FakeServer implements AutoCloseable {

    /** What somebody asked. */
    public record Asked(String method, String path, String contentType, String body) {

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String signingRequest() {
            return json().path("signingRequest").asText();
        }
    }

    /**
     * What the server answers.
     *
     * @param isOfTheContract whether a server of ours could say so; others may say anything
     */
    public record Said(
            int status, String contentType, String body, Map<String, String> headers, boolean isOfTheContract) {

        /** By somebody who never read the contract: a proxy, a hotel's WiFi, a mistake. */
        public Said(int status, String contentType, String body) {
            this(status, contentType, body, Map.of(), false);
        }

        public static Said ofTheContract(int status, String contentType, String body) {
            return new Said(status, contentType, body, Map.of("Padlock-Reference", "4hnc-0zjw-r8ye"), true);
        }

        public Said with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Said(status, contentType, body, more, isOfTheContract);
        }
    }

    /** Called on a thread of its own for each request, so it may wait; null hangs up without an answer. */
    @FunctionalInterface
    public interface Answering {
        Said to(Asked asked);
    }

    static {
        // Else each answer waits 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Message NOTHING = new Message(Map.of(), new byte[0]);

    private final HttpServer http;
    private final String scheme;
    private final boolean isProvisioning;
    private final Queue<AssertionError> broken = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answering answering;

    private FakeServer(HttpServer http, String scheme, boolean isProvisioning, Answering answering) {
        this.http = http;
        this.isProvisioning = isProvisioning;
        this.scheme = scheme;
        this.answering = answering;
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    /** In the place of a provisioning server. */
    public static FakeServer that(Answering answers) {
        return overHttp(true, answers);
    }

    /** A customer's database, or whoever else a box speaks to. */
    public static FakeServer ofAnotherKind(Answering answers) {
        return overHttp(false, answers);
    }

    private static FakeServer overHttp(boolean isProvisioning, Answering answers) {
        try {
            return new FakeServer(HttpServer.create(aFreePortOfThisMachine(), 0), "http", isProvisioning, answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FakeServer overHttps(SSLContext tls, Answering answers) {
        return overHttps(tls, true, answers);
    }

    public static FakeServer ofAnotherKindOverHttps(SSLContext tls, Answering answers) {
        return overHttps(tls, false, answers);
    }

    private static FakeServer overHttps(SSLContext tls, boolean isProvisioning, Answering answers) {
        try {
            HttpsServer https = HttpsServer.create(aFreePortOfThisMachine(), 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new FakeServer(https, "https", isProvisioning, answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where nothing listens now. */
    public static int aFreePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void nowAnswers(Answering other) {
        answering = other;
    }

    public String address() {
        return scheme + "://localhost:" + http.getAddress().getPort();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        if (!broken.isEmpty()) {
            throw broken.peek();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        Said said = answering.to(request);
        if (isProvisioning) {
            holdToTheContract(exchange, request, said);
        }
        if (said != null) {
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", said.contentType());
            said.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** On a thread of its own, where nobody would hear of an error: {@link #close} tells it. */
    private void holdToTheContract(HttpExchange exchange, Asked request, Said said) {
        Message asked = new Message(
                Map.copyOf(exchange.getRequestHeaders()), request.body().getBytes(StandardCharsets.UTF_8));
        try {
            KeepsToTheContract.reviewed().checkAsked(new Exchange(request.method(), request.path(), asked, 0, NOTHING));
            if (said != null && said.isOfTheContract()) {
                Map<String, List<String>> headers = new TreeMap<>();
                said.headers().forEach((name, value) -> headers.put(name, List.of(value)));
                headers.put("Content-Type", List.of(said.contentType()));
                KeepsToTheContract.reviewed()
                        .check(new Exchange(
                                request.method(),
                                request.path(),
                                asked,
                                said.status(),
                                new Message(headers, said.body().getBytes(StandardCharsets.UTF_8))));
            }
        } catch (AssertionError notInTheContract) {
            broken.add(notInTheContract);
        }
    }

    private static InetSocketAddress aFreePortOfThisMachine() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
