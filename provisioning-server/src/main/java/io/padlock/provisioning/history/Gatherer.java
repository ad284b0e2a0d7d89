package io.padlock.provisioning.history;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Gathers decisions for a moment and writes them together. Holds a bounded number of them: a database that is away for a
 * while loses none, one that is away for long loses the newest.
 *
 * <pre>
 * idle --add--> lingering --100 ms--> writing --written, more--> writing
 *  ^                                  |     |
 *  +----------written, no more--------+     +--failed--> waiting --1 s--> writing (the same ones, 60 times at the most)
 * </pre>
 */
final class Gatherer {

    private static final Logger LOG = Logger.getLogger(Gatherer.class);

    static final int MOST_WAITING = 10_000;
    static final int MOST_AT_ONCE = 500;
    static final int MOST_TRIES = 60;
    private static final long LINGER_MS = 100;
    private static final long BETWEEN_TRIES_MS = 1000;

    /** Runs something after a while, off the caller's path. */
    interface Timer {
        void after(long milliseconds, Runnable work);
    }

    private final Function<List<Decision>, Uni<Void>> table;
    private final Timer timer;
    private final BlockingQueue<Decision> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean troubled = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private volatile boolean finishing;

    Gatherer(Function<List<Decision>, Uni<Void>> table, Timer timer) {
        this.table = table;
        this.timer = timer;
    }

    /** On any thread; never waits. */
    void add(Decision decision) {
        if (!waiting.offer(decision)) {
            lose(1, "more than " + MOST_WAITING + " are waiting");
        }
        startIfIdle();
    }

    long lost() {
        return lost.get();
    }

    /** Writes what is left, tries nothing twice any more, and completes when there is nothing. */
    CompletableFuture<Void> finish() {
        finishing = true;
        startIfIdle();
        return finished;
    }

    private void startIfIdle() {
        if (busy.compareAndSet(false, true)) {
            timer.after(LINGER_MS, this::writeNext);
        }
    }

    private void writeNext() {
        List<Decision> together = new ArrayList<>();
        waiting.drainTo(together, MOST_AT_ONCE);
        if (!together.isEmpty()) {
            write(together, 1);
            return;
        }
        if (finishing) {
            finished.complete(null);
        }
        busy.set(false);
        // Somebody may have come between the last look and the line above.
        if (!waiting.isEmpty()) {
            startIfIdle();
        }
    }

    private void write(List<Decision> together, int trial) {
        Uni.createFrom()
                .deferred(() -> table.apply(together))
                .subscribe()
                .with(written -> written(), failure -> failed(together, trial, failure));
    }

    private void written() {
        if (troubled.compareAndSet(true, false)) {
            LOG.infof("Decisions are written to the history again; %s were lost since the start.", lost.get());
        }
        writeNext();
    }

    private void failed(List<Decision> together, int trial, Throwable failure) {
        if (finishing || trial == MOST_TRIES) {
            lose(together.size(), failure.getMessage());
            writeNext();
            return;
        }
        if (troubled.compareAndSet(false, true)) {
            LOG.warnf(
                    "Decisions can't be written to the history: %s. %s are kept until they can.",
                    failure.getMessage(), MOST_WAITING);
        }
        timer.after(BETWEEN_TRIES_MS, () -> write(together, trial + 1));
    }

    private void lose(int count, String why) {
        if (lost.getAndAdd(count) == 0) {
            LOG.warnf("Decisions are lost to the history: %s. This is told once; the metrics count them.", why);
        }
    }
}
