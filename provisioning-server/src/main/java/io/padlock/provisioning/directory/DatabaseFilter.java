package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.SubscriptionStatus;

/** Which databases are meant; what is null narrows nothing. */
public record DatabaseFilter(DatabaseKind kind, SubscriptionStatus status, Boolean iotBox) {

    public static final DatabaseFilter ALL = new DatabaseFilter(null, null, null);
}
