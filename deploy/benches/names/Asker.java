package names;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks over UDP as fast as it is answered: so many questions under way on each socket, the next when one is answered. */
final class Asker {

    static final int UNDER_WAY = 32;

    private static final long GIVEN_UP = TimeUnit.SECONDS.toNanos(1);

    private Asker() {}

    /** @param nanos how long each answer took, in order */
    record Result(long[] nanos, long lost) {

        long answered() {
            return nanos.length;
        }

        /** In microseconds. */
        double percentile(double share) {
            return nanos[(int) Math.min(nanos.length - 1L, Math.round(nanos.length * share))] / 1000.0;
        }
    }

    static Result ask(int port, List<String> names, int sockets, int seconds) throws Exception {
        List<byte[]> questions = names.stream().map(Asker::question).toList();
        ExecutorService threads = Executors.newFixedThreadPool(sockets);
        try {
            List<Callable<Result>> parts = new ArrayList<>();
            for (int i = 0; i < sockets; i++) {
                Random random = new Random(i);
                parts.add(() -> onOneSocket(port, questions, seconds, random));
            }
            List<long[]> all = new ArrayList<>();
            long lost = 0;
            for (Future<Result> part : threads.invokeAll(parts)) {
                all.add(part.get().nanos);
                lost += part.get().lost;
            }
            long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Result(sorted, lost);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Result onOneSocket(int port, List<byte[]> questions, int seconds, Random random) throws IOException {
        long[] took = new long[1 << 20];
        int answered = 0;
        long lost = 0;
        long[] sentAt = new long[UNDER_WAY];
        ByteBuffer packet = ByteBuffer.allocateDirect(4096);
        try (DatagramChannel socket = DatagramChannel.open();
                Selector selector = Selector.open()) {
            socket.configureBlocking(false);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.register(selector, SelectionKey.OP_READ);
            for (int id = 0; id < UNDER_WAY; id++) {
                sentAt[id] = send(socket, packet, questions.get(random.nextInt(questions.size())), id);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                selector.select(100);
                selector.selectedKeys().clear();
                packet.clear();
                while (socket.read(packet) > 0) {
                    int id = packet.getShort(0) & 0xffff;
                    boolean isGood = (packet.get(3) & 15) == 0 && packet.getShort(6) == 1;
                    if (!isGood) {
                        throw new IOException("A name was not answered with its address.");
                    }
                    if (answered == took.length) {
                        took = Arrays.copyOf(took, took.length * 2);
                    }
                    took[answered++] = System.nanoTime() - sentAt[id];
                    sentAt[id] = send(socket, packet, questions.get(random.nextInt(questions.size())), id);
                    packet.clear();
                }
                for (int id = 0; id < UNDER_WAY; id++) {
                    if (System.nanoTime() - sentAt[id] > GIVEN_UP) {
                        lost++;
                        sentAt[id] = send(socket, packet, questions.get(random.nextInt(questions.size())), id);
                    }
                }
            }
        }
        return new Result(Arrays.copyOf(took, answered), lost);
    }

    private static long send(DatagramChannel socket, ByteBuffer packet, byte[] question, int id) throws IOException {
        packet.clear();
        packet.put(question).putShort(0, (short) id).flip();
        socket.write(packet);
        return System.nanoTime();
    }

    /** RFC 1035, section 4.1: a head, the name, type A, class IN. */
    private static byte[] question(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            bytes.write(label.length());
            bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return bytes.toByteArray();
    }
}
