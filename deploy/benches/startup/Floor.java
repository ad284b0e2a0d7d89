package startup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The least that a program which answers HTTP on a JVM can cost: one page, by what the JDK brings. */
final class Floor {

    private Floor() {}

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", Floor::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] page = "The floor.\n".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }
}
