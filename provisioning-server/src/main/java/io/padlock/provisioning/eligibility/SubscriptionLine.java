package io.padlock.provisioning.eligibility;

/** One line of a subscription. */
public record SubscriptionLine(String product, int quantity) {

    /** The product called "IoT Box Subscription". */
    public static final String IOT_BOX = "IOT_BOX";
}
