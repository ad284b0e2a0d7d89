package issuance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import measure.EndedEarly;

/**
 * So many connections, kept open, each of which asks again as soon as it is answered; all on the thread that runs
 * this. Answers count from {@code from} to {@code to} (of {@link System#nanoTime}); before, the load is on already, and
 * after it nothing is asked any more and what is under way is waited for.
 */
final class Load {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Asked asked;
    private final long from;
    private final long to;
    private final Answered answered = new Answered();
    private long lastAnswer = System.nanoTime();

    Load(Asked asked, long from, long to) {
        this.asked = asked;
        this.from = from;
        this.to = to;
    }

    Answered run(int connections) throws IOException {
        List<Connection> open = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                open.add(connection(selector));
            }
            int waiting = connections;
            while (waiting > 0) {
                waiting -= handleAnswers(selector);
            }
            return answered;
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private Connection connection(Selector selector) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), asked.port()));
        Connection connection = new Connection(channel, selector);
        connection.ask(asked.questions());
        return connection;
    }

    /** How many connections have no more to ask. */
    private int handleAnswers(Selector selector) throws IOException {
        int ended = 0;
        selector.select(1000);
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.goOn()) {
                note(connection);
                if (System.nanoTime() < to) {
                    connection.ask(asked.questions());
                } else {
                    ended++;
                }
            }
        }
        selector.selectedKeys().clear();
        if (System.nanoTime() - lastAnswer > PATIENCE) {
            throw new EndedEarly(asked.title() + " has not answered anybody for 30 s.");
        }
        return ended;
    }

    private void note(Connection connection) {
        lastAnswer = System.nanoTime();
        boolean certificate = connection.status() == asked.issued() && connection.bringsACertificate();
        if (!certificate) {
            answered.failed(connection.answer());
        } else {
            answered.certificate(connection.nanosWaited(lastAnswer), lastAnswer >= from && lastAnswer < to);
        }
    }

    /** What came back. */
    static final class Answered {

        private long certificates;
        private long failures;
        private String firstFailure = "";
        private int[] micros = new int[1 << 16];
        private int counted;

        private void certificate(long nanos, boolean counts) {
            certificates++;
            if (counts) {
                if (counted == micros.length) {
                    micros = Arrays.copyOf(micros, 2 * counted);
                }
                micros[counted++] = (int) (nanos / 1000);
            }
        }

        private void failed(String answer) {
            if (failures++ == 0) {
                firstFailure = answer;
            }
        }

        /** In all, also before and after those that count. */
        long certificates() {
            return certificates;
        }

        long failures() {
            return failures;
        }

        String firstFailure() {
            return firstFailure;
        }

        int counted() {
            return counted;
        }

        /** Milliseconds within which that part of those that count was answered: 0.5 for the median. */
        double percentile(double part) {
            int[] sorted = Arrays.copyOf(micros, counted);
            Arrays.sort(sorted);
            return counted == 0 ? Double.NaN : sorted[(int) Math.ceil(part * counted) - 1] / 1000.0;
        }
    }
}
