package io.padlock.provisioning.eligibility;

import java.util.List;

/** What is known of a database, as far as its eligibility depends on it. */
public record DatabaseFacts(
        DatabaseUuid uuid, DatabaseKind kind, SubscriptionStatus subscription, List<SubscriptionLine> lines) {

    public DatabaseFacts {
        lines = List.copyOf(lines);
    }

    boolean hasIotBoxLine() {
        return lines.stream().anyMatch(line -> line.product().equals(SubscriptionLine.IOT_BOX));
    }
}
