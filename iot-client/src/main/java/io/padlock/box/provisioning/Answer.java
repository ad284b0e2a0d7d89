package io.padlock.box.provisioning;

import io.padlock.box.identity.Secret;
import io.padlock.box.status.Status.Explained;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came back from the server, read and not yet believed. */
sealed interface Answer {

    /**
     * @param key where the server made it, as a stock service does
     * @param from with {@code to}: the window in which to renew; both null where the server told none
     */
    record Granted(String chainPem, Optional<Secret> key, Instant from, Instant to) implements Answer {}

    /** The server decided: no. */
    record Refused(int status, List<Explained> reasons, String reference) implements Answer {

        /** The request itself, its key perhaps: one that others have too is never certified again. */
        boolean isOfTheRequest() {
            return status == 400;
        }
    }

    /** The server did not decide. @param retryAfter zero where it did not say when to come back */
    record Unexpected(int status, List<Explained> reasons, String reference, Duration retryAfter) implements Answer {}
}
