package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through the wire: two sockets, and what flows between them. */
final class Link {

    private final Wire wire;
    private final long number;
    private final Socket near;
    private final Socket far = new Socket();
    private final Flow there;
    private final Flow back;
    private final AtomicInteger flowing = new AtomicInteger(2);
    private volatile boolean silent;
    private volatile boolean cut;

    Link(Wire wire, long number, Socket near, Framing framing) {
        this.wire = wire;
        this.number = number;
        this.near = near;
        this.there = new Flow(wire, this, Direction.THERE, near, far, framing);
        this.back = new Flow(wire, this, Direction.BACK, far, near, framing);
    }

    void connect(int target) {
        try {
            near.setTcpNoDelay(true);
            far.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            far.setTcpNoDelay(true);
            there.begin();
            back.begin();
        } catch (IOException nobodyThere) {
            cut();
        }
    }

    long number() {
        return number;
    }

    boolean isCut() {
        return cut;
    }

    boolean isSilent() {
        return silent;
    }

    void silence() {
        silent = true;
    }

    void halfClose(Direction direction) {
        (direction == Direction.THERE ? there : back).end();
    }

    /** After the second of the two there is nothing left to pass. */
    void flowEnded() {
        if (flowing.decrementAndGet() == 0) {
            close(near);
            close(far);
            wire.ended(this);
        }
    }

    /**
     * Lingering for no time makes it a reset: nothing that is still on its way arrives. Said before the first end is closed:
     * what reads there would tell the other end of an orderly end.
     */
    void cut() {
        cut = true;
        reset(near);
        reset(far);
        wire.ended(this);
    }

    /** What has been written to one end arrives there; the other one hears of a reset. */
    void cutBehind(Socket to) {
        close(to);
        cut();
    }

    private static void reset(Socket end) {
        try {
            if (!end.isClosed()) {
                end.setSoLinger(true, 0);
            }
        } catch (IOException closedAlready) {
            // What was wanted.
        }
        close(end);
    }

    private static void close(Socket end) {
        try {
            end.close();
        } catch (IOException closedAlready) {
            // What was wanted.
        }
    }
}
