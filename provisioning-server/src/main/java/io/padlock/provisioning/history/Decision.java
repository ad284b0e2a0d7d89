package io.padlock.provisioning.history;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Refusal;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import java.time.Instant;
import java.util.List;

/**
 * One answer to one request, or the same one to several.
 *
 * @param reference null for what was issued: the ledger has none
 * @param code the refusal's, or null
 * @param reasons the refusal's, or null
 * @param serial of the certificate that was given, or null
 * @param times how many answers this stands for: moment and reference are the last one's
 */
public record Decision(
        Instant at,
        String reference,
        DatabaseUuid database,
        Door door,
        Outcome outcome,
        String code,
        List<Reason> reasons,
        String serial,
        Box box,
        int times) {

    Decision standingFor(int several) {
        return new Decision(at, reference, database, door, outcome, code, reasons, serial, box, several);
    }

    static Decision repeated(ProvisioningRequest request, Recorded certificate, Instant now) {
        return new Decision(
                now,
                request.reference().text(),
                request.database(),
                request.door(),
                Outcome.REPEATED,
                null,
                null,
                certificate.serial(),
                request.box(),
                1);
    }

    static Decision refused(ProvisioningRequest request, Refusal refusal, Instant now) {
        return new Decision(
                now,
                request.reference().text(),
                request.database(),
                request.door(),
                Outcome.REFUSED,
                refusal.code(),
                refusal.reasons(),
                null,
                request.box(),
                1);
    }
}
