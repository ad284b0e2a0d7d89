package io.padlock.box.diagnosis;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.padlock.box.certificate.TestIssuer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** DNS over HTTPS (RFC 8484): hands each message on to a real DNS server, and its answer back. */
final class FarAway implements AutoCloseable {

    private final HttpsServer https;
    private final int asks;

    private final String name;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private FarAway(HttpsServer https, String name, int asks) {
        this.https = https;
        this.name = name;
        this.asks = asks;
        https.createContext("/dns-query", this::handOn);
        https.start();
    }

    /** @param asks the port of that one on this machine */
    static FarAway that(TestIssuer issuer, int asks) throws IOException {
        return that(issuer, asks, "localhost");
    }

    /** @param name that its certificate is for */
    static FarAway that(TestIssuer issuer, int asks, String name) throws IOException {
        KeyPair key = TestIssuer.ec();
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(
                issuer.leafFor(key.getPublic()).named(name).serving(key.getPrivate())));
        return new FarAway(https, name, asks);
    }

    String address() {
        return "https://" + name + ":" + https.getAddress().getPort() + "/dns-query";
    }

    /** What stood behind its address. */
    Collection<String> asked() {
        return asked;
    }

    private void handOn(HttpExchange exchange) throws IOException {
        asked.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
        boolean isDns =
                "application/dns-message".equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                        && exchange.getRequestMethod().equals("POST");
        try (DatagramSocket socket = new DatagramSocket()) {
            if (isDns) {
                byte[] question = exchange.getRequestBody().readAllBytes();
                socket.setSoTimeout(3_000);
                socket.send(new DatagramPacket(question, question.length, InetAddress.getLoopbackAddress(), asks));
                DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
                socket.receive(answer);
                exchange.getResponseHeaders().add("Content-Type", "application/dns-message");
                exchange.sendResponseHeaders(200, answer.getLength());
                exchange.getResponseBody().write(answer.getData(), 0, answer.getLength());
            } else {
                exchange.sendResponseHeaders(415, -1);
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        https.stop(0);
    }
}
