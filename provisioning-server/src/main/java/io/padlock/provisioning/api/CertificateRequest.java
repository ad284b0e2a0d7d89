package io.padlock.provisioning.api;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.RefusedKeys;
import io.padlock.provisioning.issuance.SigningRequest;
import io.padlock.provisioning.issuance.SigningRequestRefused;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.wire.Faults;
import io.padlock.provisioning.wire.Field;

/** The body of a request for a certificate, as it was sent. */
record CertificateRequest(String databaseUuid, String enterpriseCode, String signingRequest, Box box) {

    record Box(String identifier, String name) {
        private Recorded.Box parsed(Faults faults) {
            return new Recorded.Box(
                    faults.noted(() -> Field.parse("INVALID_BOX", identifier, Recorded.Box::text)),
                    faults.noted(() -> Field.parse("INVALID_BOX", name, Recorded.Box::text)));
        }
    }

    ProvisioningRequest parsed(Reference reference, RefusedKeys refused, ParentDomain domain) {
        Faults faults = new Faults();
        DatabaseUuid database =
                faults.noted(() -> Field.parse("INVALID_DATABASE_UUID", databaseUuid, DatabaseUuid::parse));
        EnterpriseCode contract =
                faults.noted(() -> Field.parse("INVALID_ENTERPRISE_CODE", enterpriseCode, EnterpriseCode::parse));
        SigningRequest key = faults.noted(() -> key(refused, domain));
        Recorded.Box said = box == null ? Recorded.Box.SAID_NOTHING : box.parsed(faults);
        faults.mustBeNone();
        return new ProvisioningRequest(reference, Door.V1, database, contract, key.key(), said);
    }

    private SigningRequest key(RefusedKeys refused, ParentDomain domain) {
        try {
            return SigningRequest.parse(signingRequest, refused, domain);
        } catch (SigningRequestRefused e) {
            throw new Refused(new Unusable(
                    400,
                    e.fault().title(),
                    new Reason(e.fault().name(), e.getMessage(), e.fault().remedy())));
        }
    }
}
