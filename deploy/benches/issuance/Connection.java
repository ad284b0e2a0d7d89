package issuance;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request after the other, HTTP/1.1; never two at once. */
final class Connection implements Closeable {

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] END_OF_CHUNKS = ascii("\r\n0\r\n\r\n");
    private static final byte[] CERTIFICATE = ascii("-----BEGIN CERTIFICATE-----");
    private static final int CHUNKED = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer request = ByteBuffer.allocateDirect(8 << 10);
    private final ByteBuffer received = ByteBuffer.allocateDirect(64 << 10);
    private byte[] answer = new byte[8 << 10];
    private int size;
    private int head;
    private int body;
    private long askedAt;

    Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, 0, this);
    }

    void ask(Questions questions) throws IOException {
        size = 0;
        head = 0;
        request.clear();
        questions.next(request);
        request.flip();
        askedAt = System.nanoTime();
        write();
    }

    private void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Whether the answer is complete. */
    boolean goOn() throws IOException {
        if (key.isWritable()) {
            write();
            return false;
        }
        received.clear();
        int more = channel.read(received);
        if (more < 0) {
            throw new EOFException("A connection was closed by the other side, after: " + answer());
        }
        answer = size + more > answer.length ? Arrays.copyOf(answer, 2 * (size + more)) : answer;
        received.flip().get(answer, size, more);
        size += more;
        if (head == 0) {
            readHead();
        }
        return head > 0 && (body == CHUNKED ? endsChunked() : size >= head + body);
    }

    private void readHead() {
        int end = find(END_OF_HEAD, 0);
        if (end >= 0) {
            head = end + END_OF_HEAD.length;
            Matcher length =
                    LENGTH.matcher(new String(answer, 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
            body = length.find() ? Integer.parseInt(length.group(1)) : CHUNKED;
        }
    }

    private boolean endsChunked() {
        int from = size - END_OF_CHUNKS.length;
        return from >= head - 2 && Arrays.equals(answer, from, size, END_OF_CHUNKS, 0, END_OF_CHUNKS.length);
    }

    /** From "HTTP/1.1 200 OK". */
    int status() {
        return (answer[9] - '0') * 100 + (answer[10] - '0') * 10 + answer[11] - '0';
    }

    boolean bringsACertificate() {
        return find(CERTIFICATE, head) >= 0;
    }

    long nanosWaited(long now) {
        return now - askedAt;
    }

    String answer() {
        return new String(answer, 0, Math.min(size, 1000), StandardCharsets.ISO_8859_1);
    }

    private int find(byte[] wanted, int from) {
        for (int i = from; i <= size - wanted.length; i++) {
            if (answer[i] == wanted[0] && Arrays.equals(answer, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
