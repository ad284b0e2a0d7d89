package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.history.CertificateRow;
import io.padlock.provisioning.history.CertificateState;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.naming.ParentDomain;
import java.time.Instant;
import java.util.List;

/** A certificate as operators see it in a list. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CertificateAnswer(
        String serial,
        String database,
        String zone,
        List<String> names,
        Door door,
        String issuer,
        BoxAnswer box,
        Instant issuedAt,
        Instant notBefore,
        Instant notAfter,
        CertificateState state,
        RevocationAnswer revocation) {

    static CertificateAnswer of(CertificateRow row, ParentDomain domain) {
        return new CertificateAnswer(
                row.serial().hex(),
                row.database().toString(),
                row.zone().label(),
                domain.certificateNames(row.zone()),
                row.door(),
                row.issuer(),
                BoxAnswer.of(row.box()),
                row.issuedAt(),
                row.notBefore(),
                row.notAfter(),
                row.state(),
                row.revocation() == null ? null : RevocationAnswer.beside(row.revocation()));
    }
}
