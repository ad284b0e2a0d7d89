package io.padlock.provisioning.stock;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.wire.Faults;
import io.padlock.provisioning.wire.Field;
import java.security.PublicKey;

/** The body that a stock box sends. The names are the box's. */
record StockRequest(Params params) {

    record Params(String db_uuid, String enterprise_code) {}

    /** What was sent, without the key: a request that can't be used should not cost one. */
    record Parsed(DatabaseUuid database, EnterpriseCode contract) {
        ProvisioningRequest withKey(PublicKey key, Reference reference) {
            return new ProvisioningRequest(reference, Door.STOCK, database, contract, key, Box.SAID_NOTHING);
        }
    }

    Parsed parsed() {
        Params sent = params == null ? new Params(null, null) : params;
        Faults faults = new Faults();
        Parsed parsed = new Parsed(
                faults.noted(() -> Field.parse("INVALID_DATABASE_UUID", sent.db_uuid, DatabaseUuid::parse)),
                faults.noted(() -> contract(sent.enterprise_code)));
        faults.mustBeNone();
        return parsed;
    }

    /** Newer boxes send null when they have no contract code; the UUID alone does not say who asks. */
    private static EnterpriseCode contract(String sent) {
        if (sent == null || sent.isEmpty()) {
            throw new Refused(new Unusable(
                    400,
                    "The contract code is missing",
                    new Reason(
                            "INVALID_ENTERPRISE_CODE",
                            "The box did not send its contract code.",
                            "Enter the contract code on the box's homepage, under Credential.")));
        }
        return Field.parse("INVALID_ENTERPRISE_CODE", sent, EnterpriseCode::parse);
    }
}
