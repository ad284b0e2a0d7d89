package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.history.Decision;
import io.padlock.provisioning.history.Outcome;
import io.padlock.provisioning.ledger.Recorded.Door;
import java.time.Instant;
import java.util.List;

/**
 * A decision as operators see it.
 *
 * @param times null for once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionAnswer(
        Instant at,
        String reference,
        String database,
        Door door,
        Outcome outcome,
        String code,
        List<Reason> reasons,
        String serial,
        BoxAnswer box,
        Integer times) {

    static DecisionAnswer of(Decision decision) {
        return new DecisionAnswer(
                decision.at(),
                decision.reference(),
                decision.database().toString(),
                decision.door(),
                decision.outcome(),
                decision.code(),
                decision.reasons(),
                decision.serial(),
                BoxAnswer.of(decision.box()),
                decision.times() == 1 ? null : Integer.valueOf(decision.times()));
    }
}
