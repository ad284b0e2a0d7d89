package io.padlock.provisioning.eligibility;

/** A subscription's status, in Odoo's own words, with what brings it to In Progress. */
public enum SubscriptionStatus {
    QUOTATION("a Quotation", "Ask your Odoo partner or account manager to confirm the quotation."),
    RENEWAL_QUOTATION(
            "a Renewal Quotation", "Ask your Odoo partner or account manager to confirm the renewal quotation."),
    IN_PROGRESS("In Progress", ""),
    PAUSED("Paused", "Ask your Odoo partner or account manager to resume the subscription."),
    RENEWED(
            "Renewed",
            "It was replaced by a newer subscription: ask your Odoo partner or account manager for its contract code,"
                    + " and enter that on the box."),
    CHURNED("Churned", "It has ended. Ask your Odoo partner or account manager for a new subscription."),
    UPSELL("an Upsell", "Ask your Odoo partner or account manager to confirm the upsell.");

    private final String inWords;
    private final String remedy;

    SubscriptionStatus(String inWords, String remedy) {
        this.inWords = inWords;
        this.remedy = remedy;
    }

    public String inWords() {
        return inWords;
    }

    String remedy() {
        return remedy;
    }
}
