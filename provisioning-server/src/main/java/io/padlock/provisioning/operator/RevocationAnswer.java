package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.revocation.Revocation;
import java.time.Instant;

/** @param serial null where it stands beside its certificate */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevocationAnswer(String serial, RevocationReason reason, String note, String revokedBy, Instant revokedAt) {

    static RevocationAnswer of(Revocation revocation) {
        return new RevocationAnswer(
                revocation.serial().hex(),
                revocation.reason(),
                revocation.note(),
                revocation.revokedBy(),
                revocation.revokedAt());
    }

    static RevocationAnswer beside(Revocation revocation) {
        return new RevocationAnswer(
                null, revocation.reason(), revocation.note(), revocation.revokedBy(), revocation.revokedAt());
    }
}
