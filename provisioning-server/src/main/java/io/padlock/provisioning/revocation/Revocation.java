package io.padlock.provisioning.revocation;

import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.ledger.Serial;
import java.time.Instant;

/**
 * A certificate that was taken back: for ever, and nothing of it changes.
 *
 * @param note what the operator wrote, or null
 */
public record Revocation(Serial serial, RevocationReason reason, String note, String revokedBy, Instant revokedAt) {}
