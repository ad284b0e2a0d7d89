package io.padlock.box.names;

import io.padlock.box.names.Question.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A question's way to a name server and back, in three seconds or not at all. */
final class Exchange {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** A datagram may get lost: it is sent again in the middle. */
    private static final Duration AGAIN = PATIENCE.dividedBy(2);

    private static final int LONGEST = 65_535;

    private Exchange() {}

    /** By UDP, and once more by TCP where the answer did not fit (RFC 7766, section 5). */
    static Answer byUdp(NameServer server, Question question) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            // Then nobody else's datagrams are taken, and the kernel tells when nobody listens there.
            socket.connect(server.address());
            long end = System.nanoTime() + PATIENCE.toNanos();
            send(socket, question);
            Optional<Answer> answer = receive(socket, question, end - AGAIN.toNanos());
            if (answer.isEmpty()) {
                send(socket, question);
                answer = receive(socket, question, end);
            }
            if (answer.isEmpty()) {
                throw new SocketTimeoutException();
            }
            return answer.get().isCutShort() ? byTcp(server, question) : answer.get();
        }
    }

    private static void send(DatagramSocket socket, Question question) throws IOException {
        byte[] wire = question.wire();
        socket.send(new DatagramPacket(wire, wire.length));
    }

    private static Optional<Answer> receive(DatagramSocket socket, Question question, long until) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            socket.setSoTimeout((int) Math.max(1, Duration.ofNanos(left).toMillis()));
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException silence) {
                return Optional.empty();
            }
            Optional<Answer> answer = question.answerIn(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (answer.isPresent()) {
                return answer;
            }
            packet.setLength(LONGEST);
        }
        return Optional.empty();
    }

    static Answer byTcp(NameServer server, Question question) throws IOException {
        try (Socket socket = new Socket()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            socket.connect(server.address(), millisUntil(end));
            byte[] wire = question.wire();
            OutputStream out = socket.getOutputStream();
            byte[] framed = new byte[wire.length + Short.BYTES];
            framed[0] = (byte) (wire.length >> Byte.SIZE);
            framed[1] = (byte) wire.length;
            System.arraycopy(wire, 0, framed, Short.BYTES, wire.length);
            // At once: some servers don't wait for the rest of what came in two parts.
            out.write(framed);
            int length = ByteBuffer.wrap(read(socket, Short.BYTES, end)).getShort() & LONGEST;
            return question.answerIn(read(socket, length, end))
                    .orElseThrow(() -> new IOException("That answers another question."));
        }
    }

    /** A socket's own patience begins anew with every byte: one who drips would hold the box for as long as he likes. */
    private static byte[] read(Socket socket, int length, long end) throws IOException {
        byte[] all = new byte[length];
        for (int read = 0; read < length; ) {
            socket.setSoTimeout(millisUntil(end));
            int more = socket.getInputStream().read(all, read, length - read);
            if (more < 0) {
                throw new EOFException();
            }
            read += more;
        }
        return all;
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) left;
    }
}
