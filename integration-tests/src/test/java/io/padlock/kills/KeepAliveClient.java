package io.padlock.kills;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.padlock.running.Answer;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Door;
import io.padlock.testing.contract.Exchange;
import io.padlock.testing.contract.KeepsToTheContract;
import io.padlock.testing.contract.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps its connection as long as the server lets it, and never sends a request twice. What each HTTP library does: before
 * a request it looks whether the server has hung up, and after an answer with {@code Connection: close} it hangs up itself.
 */
public final class KeepAliveClient implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private Socket socket;
    private InputStream in;

    public KeepAliveClient(int port) {
        this.port = port;
    }

    /** @return with status 0 when it failed */
    public Answer ask(Door door, Customer customer, String signingRequest) {
        Instant asked = Instant.now();
        try {
            connectIfNeeded();
            byte[] request = request(door, Caller.body(door, customer, signingRequest));
            socket.getOutputStream().write(request);
            return read(request, door, customer, asked);
        } catch (IOException failed) {
            hangUp();
            return new Answer(door, customer.uuid(), asked, since(asked), 0, 0, new TextNode(failed.toString()));
        }
    }

    private static byte[] request(Door door, byte[] body) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + door.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static Duration since(Instant asked) {
        return Duration.between(asked, Instant.now());
    }

    private void connectIfNeeded() throws IOException {
        if (socket != null && hungUp()) {
            hangUp();
        }
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private boolean hungUp() throws IOException {
        socket.setSoTimeout(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException nothingSaid) {
            return false;
        }
    }

    private Answer read(byte[] request, Door door, Customer customer, Instant asked) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        String status = line();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header; !(header = line()).isEmpty(); ) {
            String[] parts = header.split(": *", 2);
            headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
        }
        int length = Integer.parseInt(headers.get("Content-Length").get(0));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("The answer ended after " + body.length + " of " + length + " octets.");
        }
        if (headers.getOrDefault("Connection", List.of()).contains("close")) {
            hangUp();
        }
        int number = Integer.parseInt(status.split(" ")[1]);
        Answer answer = new Answer(door, customer.uuid(), asked, since(asked), number, 0, JSON.readTree(body));
        KeepsToTheContract.reviewed().check(Exchange.of(request, number, new Message(headers, body)));
        return answer;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet; (octet = in.read()) != '\n'; ) {
            if (octet < 0) {
                throw new IOException("The server hung up before its answer was complete.");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private void hangUp() {
        Socket old = socket;
        socket = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (IOException closedAlready) {
            // What was wanted.
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
