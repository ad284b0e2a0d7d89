package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.status.Status;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands, at one moment.
 *
 * @param pair what is served now
 * @param lastAttempt how the last attempt went; differs from {@code status} while an older pair is still good
 * @param nextAttempt when the box looks again by itself
 */
public record BoxState(Optional<CertificatePair> pair, Status status, Status lastAttempt, Instant nextAttempt) {}
