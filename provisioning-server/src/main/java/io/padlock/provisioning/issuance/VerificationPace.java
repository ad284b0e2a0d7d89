package io.padlock.provisioning.issuance;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether a signature that was just made is to be verified: always, unless another of this key was found good within the
 * last millisecond. A quiet server verifies every one, a busy one a thousand a second: verifying takes three times as
 * long as signing. docs/decisions/0010-a-sample-of-signatures-under-load.md says what that leaves open.
 */
final class VerificationPace {

    private static final long ONE_MILLISECOND = 1_000_000;

    private final LongSupplier nanoTime;
    private final AtomicLong lastGood;

    /** @param nanoTime a clock that only rises; the time of day does not matter here, and may be set back */
    VerificationPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastGood = new AtomicLong(nanoTime.getAsLong() - ONE_MILLISECOND);
    }

    boolean isDue() {
        return nanoTime.getAsLong() - lastGood.get() >= ONE_MILLISECOND;
    }

    void foundGood() {
        lastGood.set(nanoTime.getAsLong());
    }
}
