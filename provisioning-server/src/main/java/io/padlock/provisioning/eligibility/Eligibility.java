package io.padlock.provisioning.eligibility;

import java.util.List;

/** The rules. Every one is asked, so that a person hears everything that is wrong at once. */
public final class Eligibility {

    private Eligibility() {}

    public static Verdict assess(DatabaseFacts facts) {
        return new Verdict(checks(facts).stream()
                .filter(check -> !check.passed())
                .map(Check::reason)
                .toList());
    }

    /** The same, with what has passed. In the order in which the contract names them. */
    public static List<Check> checks(DatabaseFacts facts) {
        return List.of(production(facts.kind()), inProgress(facts.subscription()), iotBoxLine(facts.hasIotBoxLine()));
    }

    private static Check production(DatabaseKind kind) {
        return check(
                kind == DatabaseKind.PRODUCTION,
                "NOT_A_PRODUCTION_DATABASE",
                "This database is " + kind.inWords() + ".",
                "Connect the box to the production database.");
    }

    private static Check inProgress(SubscriptionStatus status) {
        return check(
                status == SubscriptionStatus.IN_PROGRESS,
                "SUBSCRIPTION_NOT_IN_PROGRESS",
                "The database's subscription is " + status.inWords() + ".",
                status.remedy());
    }

    private static Check iotBoxLine(boolean isThere) {
        return check(
                isThere,
                "NO_IOT_BOX_LINE",
                "The database's subscription has " + (isThere ? "an" : "no") + " IoT Box Subscription line.",
                "Ask your Odoo partner or account manager to add an IoT Box Subscription, then refresh the box's homepage.");
    }

    private static Check check(boolean passed, String code, String explanation, String remedy) {
        return passed ? Check.passed(code, explanation) : Check.failed(new Reason(code, explanation, remedy));
    }
}
