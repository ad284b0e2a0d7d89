package io.padlock.kills;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Keeps its connection as long as the server lets it, and never sends a request twice. What each HTTP library does: before
 * a request it looks whether the server has hung up, and after an answer with {@code Connection: close} it hangs up itself.
 */
final class KeepAliveClient implements AutoCloseable {

    /** @param status of HTTP */
    record Reply(int status, String body) {}

    private static final int PATIENCE_MS = 30_000;

    private final int port;
    private Socket socket;
    private InputStream in;

    KeepAliveClient(int port) {
        this.port = port;
    }

    Reply post(String path, String json) throws IOException {
        connectIfNeeded();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        socket.getOutputStream().write(request.toByteArray());
        return read();
    }

    private void connectIfNeeded() throws IOException {
        if (socket != null && hungUp()) {
            close();
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

    private Reply read() throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        String status = line();
        int length = -1;
        boolean last = false;
        for (String header; !(header = line().toLowerCase(Locale.ROOT)).isEmpty(); ) {
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            }
            last |= header.equals("connection: close");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("The answer ended after " + body.length + " of " + length + " octets.");
        }
        if (last) {
            close();
        }
        return new Reply(Integer.parseInt(status.split(" ")[1]), new String(body, StandardCharsets.UTF_8));
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

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
