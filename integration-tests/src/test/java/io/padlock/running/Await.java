package io.padlock.running;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for what another process does. */
public final class Await {

    private Await() {}

    /** @throws AssertionError naming what did not come about */
    public static void until(String what, Duration patience, Callable<Boolean> condition) throws Exception {
        until(() -> what, patience, condition);
    }

    /** @param what asked at the end: a log, for instance, says most then */
    public static void until(Supplier<String> what, Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what.get() + " did not come about within " + patience.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
