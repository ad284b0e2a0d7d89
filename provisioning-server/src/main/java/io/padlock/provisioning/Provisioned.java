package io.padlock.provisioning;

import io.padlock.provisioning.ledger.Recorded;

/**
 * A certificate that the ledger holds.
 *
 * @param repeated whether the key had it already, so that nothing was issued now
 */
public record Provisioned(Recorded certificate, boolean repeated) {}
