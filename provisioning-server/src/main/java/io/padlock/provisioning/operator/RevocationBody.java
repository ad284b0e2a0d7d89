package io.padlock.provisioning.operator;

import io.padlock.provisioning.Operator;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.revocation.RevocationOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Why an operator revokes, as it was sent. */
record RevocationBody(String reason, String note) {

    RevocationOrder order(Operator who) {
        try {
            return new RevocationOrder(parsedReason(), RevocationOrder.note(note), who.name());
        } catch (IllegalArgumentException e) {
            throw new Refused(new Unusable(
                    400,
                    "The revocation can't be used",
                    new Reason("INVALID_REVOCATION", e.getMessage(), "Correct it and send the request again.")));
        }
    }

    private RevocationReason parsedReason() {
        String known = Arrays.stream(RevocationReason.values()).map(Enum::name).collect(Collectors.joining(", "));
        if (reason == null) {
            throw new IllegalArgumentException("reason is missing; it is one of " + known + ".");
        }
        return Arrays.stream(RevocationReason.values())
                .filter(one -> one.name().equals(reason))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("reason is none of " + known + "."));
    }
}
