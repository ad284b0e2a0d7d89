package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.Eligibility;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.padlock.provisioning.eligibility.Verdict;
import io.padlock.provisioning.naming.Zone;
import java.util.List;

/** A database as operators see it: without its contract code. */
record DatabaseAnswer(
        String uuid,
        DatabaseKind kind,
        Subscription subscription,
        @JsonInclude(JsonInclude.Include.NON_NULL) String zone,
        boolean eligible,
        List<Reason> reasons) {

    record Subscription(SubscriptionStatus status, List<SubscriptionLine> lines) {}

    /** @param zone null when the database has none yet */
    static DatabaseAnswer of(DatabaseFacts facts, Zone zone) {
        Verdict verdict = Eligibility.assess(facts);
        return new DatabaseAnswer(
                facts.uuid().toString(),
                facts.kind(),
                new Subscription(facts.subscription(), facts.lines()),
                zone == null ? null : zone.label(),
                verdict.eligible(),
                verdict.reasons());
    }
}
