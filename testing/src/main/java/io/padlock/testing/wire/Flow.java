package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a connection. One thread reads and one passes on, so that a delay makes everything late and nothing
 * slower.
 */
final class Flow {

    private static final int AT_ONCE = 8192;
    /** As much as a network may hold; who sends more has to wait. */
    private static final int MOST_UNDER_WAY = 256;

    /** @param bytes none for the end of all */
    private record Read(byte[] bytes, long due) {}

    private final Wire wire;
    private final Link link;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Framing.Messages messages;
    private final BlockingQueue<Read> underWay = new LinkedBlockingQueue<>(MOST_UNDER_WAY);
    private byte[] unframed = new byte[0];
    private volatile boolean ended;

    Flow(Wire wire, Link link, Direction direction, Socket from, Socket to, Framing framing) {
        this.wire = wire;
        this.link = link;
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.messages = framing.messages(direction);
    }

    void begin() {
        Wire.inBackground(() -> untilTheEnd(this::read));
        Wire.inBackground(() -> untilTheEnd(this::passOn));
        // Half-closed before the far end was there to be told.
        if (ended) {
            end();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void untilTheEnd(Work work) {
        try {
            work.run();
        } catch (IOException oneEndHungUp) {
            if (!link.isSilent()) {
                link.cut();
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        InputStream in = from.getInputStream();
        byte[] some = new byte[AT_ONCE];
        try {
            for (int read; (read = in.read(some)) >= 0; ) {
                put(Arrays.copyOf(some, read));
            }
        } finally {
            // In its order too: what was read before the end arrives before it.
            put(new byte[0]);
        }
    }

    private void put(byte[] bytes) throws InterruptedException {
        underWay.put(new Read(bytes, System.nanoTime() + wire.delay().toNanos()));
    }

    private void passOn() throws IOException, InterruptedException {
        for (Read read; (read = underWay.take()).bytes().length > 0; ) {
            awaitTurn(read);
            if (!link.isSilent() && !ended && !passed(read.bytes())) {
                return;
            }
        }
        wire.awaitLetGo(link);
        if (!link.isSilent() && !link.isCut()) {
            end();
            link.flowEnded();
        }
    }

    private void awaitTurn(Read read) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(read.due() - System.nanoTime());
        wire.awaitLetGo(link);
    }

    /** @return whether the connection goes on */
    private boolean passed(byte[] bytes) throws IOException, InterruptedException {
        unframed = joined(unframed, bytes);
        for (int length; unframed.length > 0 && (length = messages.first(unframed)) > 0; ) {
            byte[] message = Arrays.copyOf(unframed, length);
            unframed = Arrays.copyOfRange(unframed, length, unframed.length);
            Fate fate = wire.watcher().about(link.number(), direction, message);
            if (fate == Fate.CUT_BEFORE) {
                link.cut();
                return false;
            }
            if (fate == Fate.SILENCE) {
                link.silence();
                return true;
            }
            write(message);
            if (fate == Fate.CUT_AFTER) {
                link.cutBehind(to);
                return false;
            }
        }
        return true;
    }

    /** The pace is asked for each piece, since a test may change it meanwhile. */
    private void write(byte[] bytes) throws IOException, InterruptedException {
        for (int written = 0; written < bytes.length; ) {
            int pace = wire.bytesPerSecond();
            int piece = pace > 0 ? Math.max(1, pace / 20) : bytes.length;
            int length = Math.min(piece, bytes.length - written);
            to.getOutputStream().write(bytes, written, length);
            written += length;
            if (pace > 0) {
                Thread.sleep(Duration.ofSeconds(length).dividedBy(pace).toMillis());
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    /** Whoever reads it sees its end; what still comes is lost. */
    void end() {
        ended = true;
        try {
            to.shutdownOutput();
        } catch (IOException closedAlready) {
            // Then it has seen it.
        }
    }
}
