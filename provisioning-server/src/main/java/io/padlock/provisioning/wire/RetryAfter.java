package io.padlock.provisioning.wire;

import java.time.Duration;

/** How long to wait, in whole seconds (RFC 9110, section 10.2.3), and never too short: who comes that late is let in. */
public final class RetryAfter {

    private RetryAfter() {}

    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
