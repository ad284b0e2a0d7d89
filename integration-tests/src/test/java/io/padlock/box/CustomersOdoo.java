package io.padlock.box;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a customer's database hears of its boxes: it answers as Odoo does to a box that it knows. */
final class CustomersOdoo implements AutoCloseable {

    record Heard(String path, JsonNode params) {}

    private static final byte[] KNOWN = "{\"jsonrpc\":\"2.0\",\"result\":\"iot_channel\"}".getBytes();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final HttpServer http;

    CustomersOdoo() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    private void answer(HttpExchange asked) throws IOException {
        heard.add(new Heard(
                asked.getRequestURI().getPath(),
                JSON.readTree(asked.getRequestBody()).path("params")));
        asked.getResponseHeaders().set("Content-Type", "application/json");
        asked.sendResponseHeaders(200, KNOWN.length);
        asked.getResponseBody().write(KNOWN);
        asked.close();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
