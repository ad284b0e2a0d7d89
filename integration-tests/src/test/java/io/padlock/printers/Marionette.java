package io.padlock.printers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** By which Firefox is driven as it comes: lengths and JSON on a connection of this machine, one answer to each command. */
final class Marionette implements AutoCloseable {

    private static final int PATIENCE_MS = 120_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final DataInputStream in;
    private int commands;

    Marionette(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
        hear();
        mustDo("WebDriver:NewSession", Map.of());
    }

    /** @return the kind of the error; "" where there was none */
    String go(String url) throws IOException {
        return send("WebDriver:Navigate", Map.of("url", url))
                .get(2)
                .path("error")
                .asText("");
    }

    /** @param script of the page's */
    JsonNode evaluate(String script) throws IOException {
        return mustDo("WebDriver:ExecuteScript", Map.of("script", "return " + script, "args", List.of()))
                .path("value");
    }

    /** @param script of the browser's own, which sees what the address bar shows */
    JsonNode evaluateInside(String script) throws IOException {
        mustDo("Marionette:SetContext", Map.of("value", "chrome"));
        JsonNode value = evaluate(script);
        mustDo("Marionette:SetContext", Map.of("value", "content"));
        return value;
    }

    private JsonNode mustDo(String command, Map<String, ?> parameters) throws IOException {
        JsonNode answer = send(command, parameters);
        if (!answer.get(2).isNull()) {
            throw new AssertionError(command + " failed: " + answer.get(2));
        }
        return answer.get(3);
    }

    private JsonNode send(String command, Map<String, ?> parameters) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(List.of(0, ++commands, command, parameters));
        socket.getOutputStream().write((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return hear();
    }

    private JsonNode hear() throws IOException {
        int length = 0;
        for (int digit = in.read(); digit != ':'; digit = in.read()) {
            if (digit < 0) {
                throw new EOFException("Firefox hung up.");
            }
            length = 10 * length + digit - '0';
        }
        return JSON.readTree(in.readNBytes(length));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
