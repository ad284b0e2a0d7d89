package io.padlock.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real HTTP server that answers as a test says, and remembers what it was asked. */
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

    /** What the server answers. */
    public record Said(int status, String contentType, String body, Map<String, String> headers) {

        public Said(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }

        public Said with(String header, String value) {
            return new Said(status, contentType, body, Map.of(header, value));
        }
    }

    /** Called on a thread of its own for each request, so it may wait; null hangs up without an answer. */
    @FunctionalInterface
    public interface Answering {
        Said to(Asked asked);
    }

    private final HttpServer http;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Answering answering;

    private FakeServer(HttpServer http, String scheme, Answering answering) {
        this.http = http;
        this.scheme = scheme;
        this.answering = answering;
        http.createContext("/", this::handle);
        http.setExecutor(threads);
        http.start();
    }

    public static FakeServer that(Answering answers) {
        try {
            return new FakeServer(HttpServer.create(aFreePortOfThisMachine(), 0), "http", answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FakeServer overHttps(SSLContext tls, Answering answers) {
        try {
            HttpsServer https = HttpsServer.create(aFreePortOfThisMachine(), 0);
            https.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new FakeServer(https, "https", answers);
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
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        asked.add(request);
        Said said = answering.to(request);
        if (said != null) {
            byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", said.contentType());
            said.headers().forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static InetSocketAddress aFreePortOfThisMachine() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
