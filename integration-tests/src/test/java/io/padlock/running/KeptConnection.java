package io.padlock.running;

import io.padlock.testing.contract.Exchange;
import io.padlock.testing.contract.KeepsToTheContract;
import io.padlock.testing.contract.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One connection of HTTP/1.1, octet by octet: what no library shows is in which order an answer says what. Each distinct answer
 * is held to the contract once, after its time was taken.
 */
public final class KeptConnection implements AutoCloseable {

    private static final int PATIENCE_MS = 60_000;

    /** @param nanos from the first octet sent to the last one read */
    public record Reply(String head, byte[] body, long nanos) {

        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Without what says when it was made. */
        public String headOfAnyTime() {
            return head.replaceAll("(?im)^date: .*$", "date");
        }

        public Map<String, List<String>> headers() {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.lines().skip(1).forEach(line -> {
                String[] parts = line.split(": ?", 2);
                headers.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
            });
            return headers;
        }
    }

    private static final int REMEMBERED = 10_000;
    private static final Set<String> CHECKED = ConcurrentHashMap.newKeySet();

    private final Socket socket;
    private final InputStream in;

    public KeptConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream(), 65_536);
    }

    /** @param headers each as it is sent, besides Host and Content-Length */
    public static byte[] request(String method, String path, Collection<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    public Reply ask(byte[] request) throws IOException {
        long sent = System.nanoTime();
        socket.getOutputStream().write(request);
        StringBuilder head = new StringBuilder();
        int length = 0;
        boolean chunked = false;
        for (String line; !(line = line()).isEmpty(); head.append(line).append('\n')) {
            String header = line.toLowerCase(Locale.ROOT);
            chunked |= header.equals("transfer-encoding: chunked");
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        byte[] body = chunked ? chunks() : octets(length);
        Reply reply = new Reply(head.toString(), body, System.nanoTime() - sent);
        check(request, reply);
        return reply;
    }

    /** What differs in each answer is only the reference, and when it was made. */
    private static void check(byte[] request, Reply reply) {
        String asked = new String(request, StandardCharsets.ISO_8859_1);
        String said = asked.substring(0, asked.indexOf('\r')) + reply.headOfAnyTime() + reply.text();
        List<String> reference = reply.headers().getOrDefault("Padlock-Reference", List.of());
        if (CHECKED.add(reference.isEmpty() ? said : said.replace(reference.get(0), ""))) {
            KeepsToTheContract.reviewed()
                    .check(Exchange.of(request, reply.status(), new Message(reply.headers(), reply.body())));
        }
        if (CHECKED.size() > REMEMBERED) {
            CHECKED.clear();
        }
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length; (length = Integer.parseInt(line(), 16)) > 0; line()) {
            body.writeBytes(octets(length));
        }
        line();
        return body.toByteArray();
    }

    private byte[] octets(int length) throws IOException {
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new IOException("The answer ended after " + octets.length + " of " + length + " octets.");
        }
        return octets;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet; (octet = in.read()) != '\n'; ) {
            if (octet < 0) {
                throw new IOException("The server hung up before its answer was complete.");
            }
            line.append((char) octet);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
