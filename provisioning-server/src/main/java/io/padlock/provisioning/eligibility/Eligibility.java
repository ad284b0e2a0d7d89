package io.padlock.provisioning.eligibility;

import java.util.ArrayList;
import java.util.List;

/** The rules. Every one is asked, so that a person hears everything that is wrong at once. */
public final class Eligibility {

    private Eligibility() {}

    public static Verdict assess(DatabaseFacts facts) {
        List<Reason> reasons = new ArrayList<>();
        if (facts.kind() != DatabaseKind.PRODUCTION) {
            reasons.add(notAProductionDatabase(facts.kind()));
        }
        if (facts.subscription() != SubscriptionStatus.IN_PROGRESS) {
            reasons.add(subscriptionNotInProgress(facts.subscription()));
        }
        if (!facts.hasIotBoxLine()) {
            reasons.add(noIotBoxLine());
        }
        return new Verdict(reasons);
    }

    private static Reason notAProductionDatabase(DatabaseKind kind) {
        return new Reason(
                "NOT_A_PRODUCTION_DATABASE",
                "This database is " + kind.inWords() + ".",
                "Connect the box to the production database.");
    }

    private static Reason subscriptionNotInProgress(SubscriptionStatus status) {
        return new Reason(
                "SUBSCRIPTION_NOT_IN_PROGRESS",
                "The database's subscription is " + status.inWords() + ".",
                status.remedy());
    }

    private static Reason noIotBoxLine() {
        return new Reason(
                "NO_IOT_BOX_LINE",
                "The database's subscription has no IoT Box Subscription line.",
                "Ask your Odoo partner or account manager to add an IoT Box Subscription, then refresh the box's homepage.");
    }
}
