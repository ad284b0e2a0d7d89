package io.padlock.provisioning.stock;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Witness;
import io.padlock.provisioning.ledger.Recorded;
import jakarta.inject.Singleton;

/** A mistake of ours, for the one database that asks for it. */
@Singleton
class FaultyWitness implements Witness {

    static volatile String database = "none";

    @Override
    public void issued(ProvisioningRequest request, Recorded certificate) {
        if (request.database().toString().equals(database)) {
            throw new IllegalStateException("This fault is made by a test.");
        }
    }
}
