package io.padlock.postgres;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do; fails when it does not come about. */
final class Await {

    private Await() {}

    static void until(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("did not come about within " + patience);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
