package io.padlock.provisioning.api;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.wire.Faults;
import io.padlock.provisioning.wire.Field;

/** The body of a request for a dry run, as it was sent. */
record EligibilityRequest(String databaseUuid, String enterpriseCode) {

    record Parsed(DatabaseUuid database, EnterpriseCode contract) {}

    Parsed parsed() {
        Faults faults = new Faults();
        Parsed parsed = new Parsed(
                faults.noted(() -> Field.parse("INVALID_DATABASE_UUID", databaseUuid, DatabaseUuid::parse)),
                faults.noted(() -> Field.parse("INVALID_ENTERPRISE_CODE", enterpriseCode, EnterpriseCode::parse)));
        faults.mustBeNone();
        return parsed;
    }
}
