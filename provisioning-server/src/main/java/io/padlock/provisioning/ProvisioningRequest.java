package io.padlock.provisioning;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import java.security.PublicKey;

/** A request whose every part was parsed: there is nothing malformed behind this type. */
public record ProvisioningRequest(
        Reference reference, Door door, DatabaseUuid database, EnterpriseCode contract, PublicKey key, Box box) {}
