package io.padlock.testing.printer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.padlock.testing.printer.Certificates.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The printer's own page, with the words that its makers and Odoo's documentation have for what stands on it: Certificate List,
 * create, Import, SSL/TLS, Server Certificate, Reset. One signs in by {@code epson} and the serial number.
 */
final class WebConfig implements HttpHandler {

    static final String SERIAL_NUMBER = "X5GZ012345";

    private final Printer printer;
    private final Certificates certificates;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    WebConfig(Printer printer, Certificates certificates) {
        this.printer = printer;
        this.certificates = certificates;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            Form form = Form.of(exchange);
            if (path.equals("/login")) {
                signIn(exchange, form);
            } else if (isKnown(exchange)) {
                act(exchange, path, form);
            } else {
                go(exchange, "/login");
            }
        } else if (path.equals("/login")) {
            show(exchange, 200, ConfigPages.login(""));
        } else if (isKnown(exchange)) {
            page(exchange, path);
        } else {
            go(exchange, "/login");
        }
    }

    private void signIn(HttpExchange exchange, Form form) throws IOException {
        if (form.text("id").equals("epson") && form.text("password").equals(SERIAL_NUMBER)) {
            String session = UUID.randomUUID().toString();
            sessions.add(session);
            exchange.getResponseHeaders().set("Set-Cookie", "session=" + session + "; Path=/; HttpOnly");
            go(exchange, "/");
        } else {
            show(exchange, 403, ConfigPages.login("The ID or the password is wrong."));
        }
    }

    private boolean isKnown(HttpExchange exchange) {
        String cookies = exchange.getRequestHeaders().getFirst("Cookie");
        return cookies != null && sessions.stream().anyMatch(session -> cookies.contains("session=" + session));
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/" -> show(exchange, 200, ConfigPages.home());
            case "/certificates" -> show(exchange, 200, ConfigPages.list(certificates, ""));
            case "/certificates/create" -> show(exchange, 200, ConfigPages.create(printer.address()));
            case "/certificates/import" -> show(exchange, 200, ConfigPages.importing(""));
            case "/ssl" -> show(exchange, 200, ConfigPages.ssl(certificates, ""));
            case "/reset" -> show(exchange, 200, ConfigPages.reset());
            default -> show(exchange, 404, ConfigPages.page("Not Found", "There is no such page."));
        }
    }

    private void act(HttpExchange exchange, String path, Form form) throws IOException {
        switch (path) {
            case "/certificates/create" -> {
                certificates.create(form.text("common-name"), Integer.parseInt(form.text("years")));
                show(exchange, 200, ConfigPages.list(certificates, "The certificate was created. Reset the printer."));
            }
            case "/certificates/import" -> take(exchange, form);
            case "/ssl" ->
                show(
                        exchange,
                        200,
                        ConfigPages.ssl(
                                certificates,
                                certificates.choose(Kind.valueOf(form.text("server-certificate")))
                                        ? "It is used after a reset."
                                        : "There is no such certificate."));
            case "/reset" -> {
                show(exchange, 200, ConfigPages.page("Reset", "The printer is restarting."));
                printer.restartSoon();
            }
            default -> show(exchange, 404, ConfigPages.page("Not Found", "There is no such page."));
        }
    }

    private void take(HttpExchange exchange, Form form) throws IOException {
        try {
            certificates.imported(Held.fromPkcs12(form.file("file"), form.text("password")));
            show(exchange, 200, ConfigPages.list(certificates, "The certificate was imported."));
        } catch (GeneralSecurityException | IOException unreadable) {
            show(exchange, 200, ConfigPages.importing("The certificate could not be imported."));
        }
    }

    private static void go(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Location", path);
        exchange.sendResponseHeaders(303, -1);
        exchange.close();
    }

    private static void show(HttpExchange exchange, int status, String html) throws IOException {
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
