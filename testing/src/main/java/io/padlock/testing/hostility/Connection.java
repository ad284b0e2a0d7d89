package io.padlock.testing.hostility;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A connection on which anything can be sent. What comes back is read as strictly as HTTP/1.1 wants it (RFC 9112). */
final class Connection implements AutoCloseable {

    private static final int LONGEST_LINE = 16 * 1024;
    private static final int LONGEST_BODY = 64 * 1024 * 1024;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    Connection(Prey prey, String from) throws IOException {
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(prey.host(), prey.port()), 10_000);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        out = socket.getOutputStream();
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Nothing is known of it but that it did not end. */
    boolean hasUnread() throws IOException {
        return in.available() > 0;
    }

    /**
     * @return null when the connection ended instead
     * @throws java.net.SocketTimeoutException when nothing came for so long
     */
    Answer read(String method, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        boolean interim = false;
        while (true) {
            String line = line(true);
            if (line == null) {
                return null;
            }
            int status = status(line);
            List<Header> headers = headers();
            if (status >= 200 || status == 101) {
                return new Answer(status, headers, body(method, status, headers), interim);
            }
            interim = true;
        }
    }

    private static int status(String line) throws ProtocolException {
        // Of what version the request said to be, the framework's answer says too, so it may be any.
        if (!line.matches("\\S+/\\d+\\.\\d+ \\d{3}( [\\t\\x20-\\x7e]*)?")) {
            throw new ProtocolException("A status line that is none: " + line);
        }
        return Integer.parseInt(line.split(" ", 3)[1]);
    }

    private List<Header> headers() throws IOException {
        List<Header> headers = new ArrayList<>();
        for (String line = line(false); !line.isEmpty(); line = line(false)) {
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new ProtocolException("A header that is none: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return headers;
    }

    private byte[] body(String method, int status, List<Header> headers) throws IOException {
        if (method.equals("HEAD") || status == 204 || status == 304 || status == 101) {
            return new byte[0];
        }
        String length = null;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase("Transfer-Encoding")) {
                return chunks();
            }
            if (header.name().equalsIgnoreCase("Content-Length")) {
                length = header.value();
            }
        }
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LONGEST_BODY) {
            throw new ProtocolException("A body of " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("A body of " + length + " bytes broke off after " + body.length);
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(false), 16);
            body.writeBytes(exactly(length));
            if (!line(false).isEmpty()) {
                throw new ProtocolException("A chunk without an end");
            }
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    /** @return null at the connection's end, where it may end */
    private String line(boolean mayEnd) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                if (mayEnd && line.length() == 0) {
                    return null;
                }
                throw new EOFException("The connection ended in the line '" + line + "'");
            }
            if (next == '\n') {
                break;
            }
            line.append((char) next);
            if (line.length() > LONGEST_LINE) {
                throw new ProtocolException("A line without an end: " + line.substring(0, 80));
            }
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new ProtocolException("A line that does not end as HTTP wants it: " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
