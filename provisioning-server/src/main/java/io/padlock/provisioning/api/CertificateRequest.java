package io.padlock.provisioning.api;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.SigningRequest;
import io.padlock.provisioning.issuance.SigningRequestRefused;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.wire.Field;

/** The body of a request for a certificate, as it was sent. */
record CertificateRequest(String databaseUuid, String enterpriseCode, String signingRequest, Box box) {

    record Box(String identifier, String name) {
        Recorded.Box parsed() {
            return new Recorded.Box(
                    Field.parse("INVALID_BOX", identifier, Recorded.Box::text),
                    Field.parse("INVALID_BOX", name, Recorded.Box::text));
        }
    }

    ProvisioningRequest parsed() {
        return new ProvisioningRequest(
                Door.V1,
                Field.parse("INVALID_DATABASE_UUID", databaseUuid, DatabaseUuid::parse),
                Field.parse("INVALID_ENTERPRISE_CODE", enterpriseCode, EnterpriseCode::parse),
                key().key(),
                box == null ? Recorded.Box.SAID_NOTHING : box.parsed());
    }

    private SigningRequest key() {
        try {
            return SigningRequest.parse(signingRequest);
        } catch (SigningRequestRefused e) {
            throw new Refused(new Unusable(
                    400,
                    e.fault().title(),
                    new Reason(e.fault().name(), e.getMessage(), e.fault().remedy())));
        }
    }
}
