package io.padlock.testing.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A network cable between two programs of this machine, with all that happens to cables: it passes bytes on, to and fro,
 * until a test delays them, lets them trickle, silences, cuts or half-closes its connections, or pulls it out.
 */
public final class Wire implements AutoCloseable {

    /** Where bytes are on their way to. */
    public enum Direction {
        THERE,
        BACK
    }

    /** What becomes of bytes that are about to pass. */
    public enum Fate {
        PASS,
        /** The connection ends before they do. */
        CUT_BEFORE,
        /** They arrive, and nothing after them. */
        CUT_AFTER
    }

    /** Sees all bytes before they pass, in the order of each direction, on the thread that passes them. */
    public interface Watcher {
        Fate about(long connection, Direction direction, byte[] bytes);
    }

    private static final int AT_ONCE = 8192;

    private final int target;
    private final int port;
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket ear;
    private volatile Duration delay = Duration.ZERO;
    private volatile int bytesPerSecond;
    private volatile Watcher watcher = (connection, direction, bytes) -> Fate.PASS;
    private long connections;

    /** @param target a port of this machine */
    public Wire(int target) throws IOException {
        this.target = target;
        this.ear = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.port = ear.getLocalPort();
        inBackground(this::listen);
    }

    public int port() {
        return port;
    }

    public int openConnections() {
        return open.size();
    }

    public void watch(Watcher newWatcher) {
        watcher = newWatcher;
    }

    public void watchNoMore() {
        watcher = (connection, direction, bytes) -> Fate.PASS;
    }

    /** What passes from now on takes so much longer, each way. */
    public void delay(Duration newDelay) {
        delay = newDelay;
    }

    /** @param newPace 0 for no limit; of each connection, each way */
    public void trickle(int newPace) {
        bytesPerSecond = newPace;
    }

    /** As a pulled cable or a firewall that forgot: what is open stays open, and nothing passes any more. */
    public void silence() {
        open.forEach(link -> link.silent = true);
    }

    /** As a machine that crashed and came back: both ends of what is open hear of a reset. */
    public void cut() {
        open.forEach(Link::cut);
    }

    /** The far end says that it will send nothing more, and goes on listening. */
    public void halfCloseTheWayBack() {
        open.forEach(link -> link.halfClose(link.near));
    }

    /** The near end says that it will send nothing more, and goes on listening. */
    public void halfCloseTheWayThere() {
        open.forEach(link -> link.halfClose(link.far));
    }

    /** What is open is cut; who comes now is refused. */
    public void pull() throws IOException {
        ear.close();
        cut();
    }

    public void plugIn() throws IOException {
        ServerSocket again = new ServerSocket();
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        ear = again;
        inBackground(this::listen);
    }

    private void listen() throws IOException {
        ServerSocket mine = ear;
        while (true) {
            Socket near = mine.accept();
            Socket far;
            try {
                far = new Socket(InetAddress.getLoopbackAddress(), target);
            } catch (IOException nobodyThere) {
                near.setSoLinger(true, 0);
                near.close();
                continue;
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Link link = new Link(++connections, near, far);
            open.add(link);
            inBackground(() -> link.pass(Direction.THERE));
            inBackground(() -> link.pass(Direction.BACK));
        }
    }

    private final class Link {

        private final long number;
        private final Socket near;
        private final Socket far;
        private volatile boolean silent;

        Link(long number, Socket near, Socket far) {
            this.number = number;
            this.near = near;
            this.far = far;
        }

        void pass(Direction direction) throws IOException {
            Socket from = direction == Direction.THERE ? near : far;
            Socket to = direction == Direction.THERE ? far : near;
            byte[] some = new byte[AT_ONCE];
            try {
                InputStream in = from.getInputStream();
                for (int read; (read = in.read(some, 0, pace())) >= 0; ) {
                    if (!silent && !pass(direction, Arrays.copyOf(some, read), to)) {
                        cut();
                        return;
                    }
                }
                to.shutdownOutput();
                if (from.isOutputShutdown()) {
                    cut();
                }
            } catch (IOException oneEndHungUp) {
                cut();
            }
        }

        /** @return whether the connection goes on */
        private boolean pass(Direction direction, byte[] bytes, Socket to) throws IOException {
            rest(delay.toMillis());
            Fate fate = watcher.about(number, direction, bytes);
            if (fate == Fate.CUT_BEFORE) {
                return false;
            }
            to.getOutputStream().write(bytes);
            if (bytesPerSecond > 0) {
                rest(1000L * bytes.length / bytesPerSecond);
            }
            return fate == Fate.PASS;
        }

        private int pace() {
            return bytesPerSecond > 0 ? Math.max(1, Math.min(AT_ONCE, bytesPerSecond / 10)) : AT_ONCE;
        }

        void halfClose(Socket end) {
            try {
                end.shutdownOutput();
            } catch (IOException closedAlready) {
                // Then there is nothing left to close.
            }
        }

        /** Lingering for no time makes it a reset: nothing that is still on its way arrives. */
        void cut() {
            open.remove(this);
            for (Socket end : new Socket[] {near, far}) {
                try {
                    if (!end.isClosed()) {
                        end.setSoLinger(true, 0);
                    }
                    end.close();
                } catch (IOException closedAlready) {
                    // What was wanted.
                }
            }
        }
    }

    private static void rest(long milliseconds) {
        if (milliseconds > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(milliseconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // One of the two ends, or the test, has hung up.
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        ear.close();
        cut();
    }
}
