package io.padlock.box.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** What the box's disk has to take at the start, or as soon as it takes anything: one that was full then may have room tomorrow. */
public final class SoonerOrLater {

    private static final Logger LOG = Logger.getLogger(SoonerOrLater.class);
    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private SoonerOrLater() {}

    /** Something that writes. */
    public interface Work {
        void run() throws IOException;
    }

    /** @param untilThen what is the matter while it is not done, for the log */
    public static void run(Work work, String untilThen) {
        run(work, untilThen, BETWEEN);
    }

    static void run(Work work, String untilThen, Duration between) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warnf("%s: %s It is tried again until it can be.", untilThen, DiskTrouble.inWords(e));
            later(work, CompletableFuture.delayedExecutor(between.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static void later(Work work, Executor wait) {
        wait.execute(() -> {
            try {
                work.run();
            } catch (IOException stillNot) {
                later(work, wait);
            }
        });
    }
}
