package io.padlock.provisioning.dns;

import io.padlock.provisioning.RareLine;
import io.padlock.provisioning.dns.Responder.Reply;
import io.padlock.provisioning.dns.Responder.Way;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Questions over UDP: threads that receive, answer and send, each on a socket of its own, among which the kernel shares what
 * comes. An event loop would do nothing else either, and add its own work to each packet.
 */
final class UdpDoor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UdpDoor.class);
    /** Every other answer over the limit says "come over TCP": who really asks is not to wait for a timeout. */
    private static final int SLIP = 2;

    private final Responder responder;
    private final AnswerRate rate;
    private final DnsFigures figures;
    private final RareLine mistakes;
    private final List<DatagramChannel> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private UdpDoor(Responder responder, AnswerRate rate, DnsFigures figures, Clock clock) {
        this.responder = responder;
        this.rate = rate;
        this.figures = figures;
        this.mistakes = new RareLine(clock);
    }

    static UdpDoor open(
            List<InetSocketAddress> addresses, Responder responder, AnswerRate rate, DnsFigures figures, Clock clock)
            throws IOException {
        UdpDoor door = new UdpDoor(responder, rate, figures, clock);
        boolean canShare;
        try (DatagramChannel probe = DatagramChannel.open()) {
            canShare = probe.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
        }
        int threads = canShare ? Math.max(1, Runtime.getRuntime().availableProcessors()) : 1;
        try {
            for (InetSocketAddress address : addresses) {
                for (int i = 0; i < threads; i++) {
                    door.listen(address, canShare);
                }
            }
        } catch (IOException e) {
            door.close();
            throw e;
        }
        return door;
    }

    private void listen(InetSocketAddress address, boolean isShared) throws IOException {
        DatagramChannel socket = DatagramChannel.open();
        sockets.add(socket);
        if (isShared) {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        socket.bind(address);
        Thread thread = new Thread(() -> serve(socket), "dns-udp-" + sockets.size());
        threads.add(thread);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether each socket has its thread. */
    boolean isServing() {
        return threads.stream().allMatch(Thread::isAlive);
    }

    /** A socket whose thread is gone would go on taking its share of the questions. */
    private void serve(DatagramChannel socket) {
        try (socket) {
            answerAll(socket);
        } catch (IOException e) {
            LOG.debugf(e, "A socket was not closed as it should.");
        }
    }

    private void answerAll(DatagramChannel socket) {
        ByteBuffer in = ByteBuffer.allocateDirect(Responder.LONGEST_QUESTION);
        ByteBuffer out = ByteBuffer.allocateDirect(Responder.LONGEST_QUESTION);
        AtomicLong overTheLimit = new AtomicLong();
        while (socket.isOpen()) {
            try {
                answerOne(socket, in, out, overTheLimit);
            } catch (ClosedChannelException stopped) {
                return;
            } catch (Throwable e) {
                // An Error, too: memory that is short for a moment is no reason to be silent from then on.
                mistakes.tell(times ->
                        LOG.errorf(e, "A question could not be answered (%d times since the last line).", times));
            }
        }
    }

    private void answerOne(DatagramChannel socket, ByteBuffer in, ByteBuffer out, AtomicLong overTheLimit)
            throws IOException {
        in.clear();
        InetSocketAddress client = (InetSocketAddress) socket.receive(in);
        byte[] question = new byte[in.flip().remaining()];
        in.get(question);
        // Nobody asks from there; an answer would be a packet in a forger's name.
        if (client.getPort() == 0) {
            return;
        }
        Reply reply = responder.answer(question, Way.UDP);
        if (reply.isSilence()) {
            figures.silent();
        } else if (rate.allows(client.getAddress(), reply.about(), System.nanoTime())) {
            send(socket, out, reply.bytes(), client);
            figures.answered(Way.UDP, reply.rcode());
        } else {
            figures.limited();
            if (overTheLimit.incrementAndGet() % SLIP == 0) {
                send(socket, out, responder.truncated(question), client);
            }
        }
    }

    private static void send(DatagramChannel socket, ByteBuffer out, byte[] bytes, InetSocketAddress client)
            throws IOException {
        out.clear();
        out.put(bytes).flip();
        socket.send(out, client);
    }

    @Override
    public void close() {
        for (DatagramChannel socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debugf(e, "A socket was not closed as it should.");
            }
        }
    }
}
