package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.status.Status;
import io.padlock.box.words.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands, at one moment.
 *
 * @param pair what is served now
 * @param lastAttempt how the last attempt went; differs from {@code status} while an older pair is still good
 * @param nextAttempt when the box looks again by itself
 * @param attempts the last ones, the newest first
 */
public record BoxState(
        Optional<CertificatePair> pair,
        Status status,
        Status lastAttempt,
        Instant nextAttempt,
        List<Attempt> attempts) {

    /** Another with every attempt: whoever shows a state can tell by it whether it is still the last. */
    public String mark() {
        return attempts.stream()
                .findFirst()
                .map(last -> String.valueOf(last.at().toEpochMilli()))
                .orElse("none");
    }

    /**
     * One time that the box looked after its certificate and had something to tell.
     *
     * @param healed what it found damaged on its disk, and what it did about it
     */
    public record Attempt(Instant at, Status outcome, Optional<Phrase> healed) {}
}
