package io.padlock.provisioning;

import io.padlock.provisioning.ledger.Recorded;

/**
 * Somebody who keeps a record of what was decided: history, audit, metrics. Told on the event loop, after the ledger has
 * it; must not block, and must not fail.
 */
public interface Witness {

    /** Asked before anything is signed. @throws Refused when this witness could not record it, and must */
    default void mustBeAbleToRecord() {}

    default void issued(ProvisioningRequest request, Recorded certificate) {}

    default void repeated(ProvisioningRequest request, Recorded certificate) {}

    default void refused(ProvisioningRequest request, Refused refused) {}
}
