package io.padlock.provisioning.audit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The one thread that writes the audit. Event loops leave their events here and go on: no lock, no disk, and a wake-up only
 * when nothing had happened for a while.
 *
 * <p>Events are written at once and synced ten times a second at the most, so a power failure can cost the last tenth of a
 * second; a killed process costs what still waited here, a few milliseconds. What was issued is in the ledger by then.
 */
final class AuditThread {

    private static final Logger LOG = Logger.getLogger(AuditThread.class);
    private static final int LARGEST_BATCH = 2000;
    private static final Duration GATHER = Duration.ofMillis(5);
    private static final Duration BETWEEN_SYNCS = Duration.ofMillis(100);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(10);

    /** Until it returns, what was written may still be lost with the machine. */
    interface Disk {
        void sync() throws IOException;
    }

    private final ChainWriter chain;
    private final Disk disk;
    private final Thread thread = new Thread(this::run, "audit");
    private final Queue<AuditEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean idle;
    private volatile boolean stopping;
    private volatile String trouble;

    private long lastSync = System.nanoTime();
    private boolean unsynced;

    AuditThread(ChainWriter chain) {
        this(chain, chain::sync);
    }

    AuditThread(ChainWriter chain, Disk disk) {
        this.chain = chain;
        this.disk = disk;
    }

    void start() {
        thread.start();
    }

    /** From any thread. Never waits. */
    void record(AuditEvent event) {
        waiting.incrementAndGet();
        queue.add(event);
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** @return why nothing can be written just now, or null */
    String trouble() {
        return trouble;
    }

    /** Writes what is left, and gives up on it only when that can't be written. */
    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_AT_THE_END.plus(BETWEEN_TRIES).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiting.get() > 0) {
            LOG.errorf("%d events could not be written to the audit before the end: %s", waiting.get(), trouble);
        }
    }

    private void run() {
        List<AuditEvent> batch = new ArrayList<>();
        while (true) {
            awaitEvents();
            for (AuditEvent event; batch.size() < LARGEST_BATCH && (event = queue.poll()) != null; ) {
                batch.add(event);
            }
            if (batch.isEmpty() && stopping) {
                break;
            }
            if (!written(batch)) {
                break;
            }
            batch.clear();
        }
        end();
    }

    private void awaitEvents() {
        if (stopping || !queue.isEmpty()) {
            return;
        }
        // While events keep coming, nobody has to wake this thread for each of them.
        LockSupport.parkNanos(GATHER.toNanos());
        if (!queue.isEmpty()) {
            return;
        }
        syncIfDue();
        idle = true;
        if (queue.isEmpty() && !stopping) {
            LockSupport.parkNanos(
                    this,
                    unsynced ? BETWEEN_SYNCS.toNanos() : Duration.ofHours(1).toNanos());
        }
        idle = false;
    }

    /** Tries until it is written: what is not written yet is kept, and the order with it. */
    private boolean written(List<AuditEvent> batch) {
        long stopped = 0;
        while (!batch.isEmpty()) {
            try {
                chain.append(batch);
                waiting.addAndGet(-batch.size());
                unsynced = true;
                syncIfDue();
                return true;
            } catch (IOException | RuntimeException e) {
                trouble(e);
            }
            if (stopping) {
                stopped = stopped == 0 ? System.nanoTime() : stopped;
                if (System.nanoTime() - stopped > PATIENCE_AT_THE_END.toNanos()) {
                    return false;
                }
            }
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        }
        syncIfDue();
        return true;
    }

    private void trouble(Exception e) {
        if (trouble == null) {
            LOG.errorf(
                    "The audit can't be written (%s). Events are kept in memory; when those are too many, nothing is"
                            + " issued any more. It is tried every second.",
                    e.getMessage());
        }
        trouble = String.valueOf(e.getMessage());
    }

    /** Not when something could be written: what was, before, may be lost until it is synced. */
    private void heal() {
        if (trouble != null) {
            trouble = null;
            LOG.infof("The audit is written again; %d events wait.", waiting.get());
        }
    }

    private void syncIfDue() {
        if (unsynced && System.nanoTime() - lastSync >= BETWEEN_SYNCS.toNanos()) {
            sync();
        }
    }

    private void sync() {
        try {
            disk.sync();
            unsynced = false;
            lastSync = System.nanoTime();
            heal();
        } catch (IOException e) {
            trouble(e);
        }
    }

    private void end() {
        sync();
        LOG.infof(
                "The audit ends with line %d and the hash %s.",
                chain.link().sequence(), chain.link().hash());
        try {
            chain.close();
        } catch (IOException e) {
            LOG.warn("The audit's file could not be closed.", e);
        }
    }
}
