package io.padlock.testing.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network cable between two programs of this machine, with all that happens to cables: it passes bytes on, to and fro,
 * until a test delays them, lets them trickle, holds or silences them, cuts or half-closes its connections, or pulls it out.
 * A few threads for each connection: for hundreds of them, not for thousands.
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
        CUT_AFTER,
        /** They are lost, and so is all that follows, either way; neither end hears of it. */
        SILENCE
    }

    /**
     * Sees all bytes before they pass, in the order of each direction, on a thread of that direction: the two directions of a
     * connection, and connections, call it at the same time.
     */
    public interface Watcher {
        Fate about(long connection, Direction direction, byte[] bytes);
    }

    private static final Watcher NOBODY = (connection, direction, bytes) -> Fate.PASS;

    private static final long PATIENCE_MS = 10_000;

    private final int port;
    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile Duration delay = Duration.ZERO;
    private volatile int bytesPerSecond;
    private volatile Watcher watcher = NOBODY;
    private volatile Framing framing = Framing.AS_THEY_COME;
    private ServerSocket ear;
    private Thread listener;
    private long connections;
    private boolean held;

    /** @param target a port of this machine */
    public Wire(int target) throws IOException {
        this.target = target;
        this.ear = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        this.port = ear.getLocalPort();
        listen(ear);
    }

    public int port() {
        return port;
    }

    public int openConnections() {
        return open.size();
    }

    /** Whoever connects from now on reaches this port: what was behind the wire came back elsewhere. */
    public void leadTo(int newTarget) {
        target = newTarget;
    }

    public void watch(Watcher newWatcher) {
        watcher = newWatcher;
    }

    /** The watcher sees the messages of a protocol one by one, in connections that are opened from now on. */
    public void watch(Framing newFraming, Watcher newWatcher) {
        framing = newFraming;
        watcher = newWatcher;
    }

    public void watchNoMore() {
        watcher = NOBODY;
    }

    /** What comes from now on takes so much longer, each way. */
    public void delay(Duration newDelay) {
        delay = newDelay;
    }

    /** @param newPace 0 for no limit; of each connection, each way */
    public void trickle(int newPace) {
        bytesPerSecond = newPace;
    }

    /** As a host that hangs: nothing passes any more, not for who comes now either, and nothing is lost. */
    public synchronized void hold() {
        held = true;
    }

    /** What was held passes. */
    public synchronized void letGo() {
        held = false;
        notifyAll();
    }

    /** As a firewall that forgot: what is open stays open, and nothing passes any more. Who comes now is not concerned. */
    public void silence() {
        open.forEach(Link::silence);
    }

    /** As a machine that crashed and came back: both ends of what is open hear of a reset. */
    public void cut() {
        open.forEach(Link::cut);
    }

    /** To the near end it seems that the far end sends nothing more; what the near end sends still arrives. */
    public void halfCloseTheWayBack() {
        open.forEach(link -> link.halfClose(Direction.BACK));
    }

    /** To the far end it seems that the near end sends nothing more; what the far end sends still arrives. */
    public void halfCloseTheWayThere() {
        open.forEach(link -> link.halfClose(Direction.THERE));
    }

    /** What is open is cut; who comes now is refused. */
    public void pull() throws IOException {
        Thread listening;
        synchronized (this) {
            ear.close();
            listening = listener;
        }
        // The system goes on taking connections for who is still about to accept one.
        awaitEnd(listening);
        cut();
    }

    private static void awaitEnd(Thread listening) {
        try {
            listening.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized void plugIn() throws IOException {
        ServerSocket again = new ServerSocket();
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        ear = again;
        listen(ear);
    }

    private void listen(ServerSocket mine) {
        listener = inBackground(() -> {
            try {
                while (true) {
                    welcome(mine, mine.accept());
                }
            } catch (IOException pulled) {
                // Nobody is welcome until it is plugged in again.
            }
        });
    }

    /** One that was accepted just before the wire was pulled must not stay. */
    private synchronized void welcome(ServerSocket mine, Socket near) {
        Link link = new Link(this, ++connections, near, framing);
        open.add(link);
        if (mine.isClosed()) {
            link.cut();
        } else {
            inBackground(() -> link.connect(target));
        }
    }

    void ended(Link link) {
        open.remove(link);
        synchronized (this) {
            notifyAll();
        }
    }

    /** Returns when the wire is not held, or the link has ended. */
    synchronized void awaitLetGo(Link link) throws InterruptedException {
        while (held && open.contains(link)) {
            wait();
        }
    }

    Watcher watcher() {
        return watcher;
    }

    Duration delay() {
        return delay;
    }

    int bytesPerSecond() {
        return bytesPerSecond;
    }

    static Thread inBackground(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        pull();
    }
}
