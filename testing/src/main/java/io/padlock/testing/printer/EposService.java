package io.padlock.testing.printer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Where the point of sale sends what it wants printed: {@code /cgi-bin/epos/service.cgi?devid=local_printer&timeout=10000}. */
final class EposService implements HttpHandler {

    private static final String NAMESPACE = "http://www.epson-pos.com/schemas/2011/03/epos-print";

    private final Manner manner;
    private final List<String> printed = new CopyOnWriteArrayList<>();

    EposService(Manner manner) {
        this.manner = manner;
    }

    List<String> printed() {
        return List.copyOf(printed);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.getResponseHeaders()
                .set("Access-Control-Allow-Headers", "Content-Type, If-Modified-Since, SOAPAction");
        switch (manner) {
            case ENDLESS -> endlessly(exchange);
            case A_PAGE_FOR_EVERYTHING -> answer(exchange, "text/html", "<!doctype html><title>Welcome</title>");
            default -> {
                if (exchange.getRequestMethod().equals("OPTIONS")) {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                } else {
                    answer(exchange, "text/xml; charset=utf-8", outcome(exchange, body));
                }
            }
        }
    }

    private String outcome(HttpExchange exchange, byte[] body) {
        String query = exchange.getRequestURI().getQuery();
        Node job = exchange.getRequestMethod().equals("POST") ? job(body) : null;
        if (job == null) {
            return envelope("success=\"false\" code=\"SchemaError\" status=\"0\"");
        }
        if (query == null || !List.of(query.split("&")).contains("devid=local_printer")) {
            return envelope("success=\"false\" code=\"DeviceNotFound\" status=\"0\"");
        }
        if (job.getChildNodes().getLength() > 0) {
            printed.add(new String(body, StandardCharsets.UTF_8));
        }
        return envelope("success=\"true\" code=\"\" status=\"251854870\" battery=\"0\"");
    }

    /** @return null for what is no job */
    private static Node job(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            NodeList jobs =
                    builder.parse(new ByteArrayInputStream(body)).getElementsByTagNameNS(NAMESPACE, "epos-print");
            return jobs.getLength() == 1 ? jobs.item(0) : null;
        } catch (ParserConfigurationException | SAXException | IOException noXml) {
            return null;
        }
    }

    private static String envelope(String attributes) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
                + "<response " + attributes + " xmlns=\"" + NAMESPACE + "\"/></soapenv:Body></soapenv:Envelope>";
    }

    private static void answer(HttpExchange exchange, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Until nobody listens any more. */
    private static void endlessly(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        byte[] more = " ".repeat(1 << 14).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(more);
            }
        }
    }
}
