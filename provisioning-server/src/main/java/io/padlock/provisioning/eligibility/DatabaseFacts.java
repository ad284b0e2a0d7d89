package io.padlock.provisioning.eligibility;

import java.util.List;

/** What is known of a database, as far as its eligibility depends on it. */
public record DatabaseFacts(
        DatabaseUuid uuid, DatabaseKind kind, SubscriptionStatus subscription, List<SubscriptionLine> lines) {

    public DatabaseFacts {
        lines = List.copyOf(lines);
    }

    boolean hasIotBoxLine() {
        return iotBoxes() > 0;
    }

    /** For how many boxes is paid. */
    public int iotBoxes() {
        return lines.stream()
                .filter(line -> line.product().equals(SubscriptionLine.IOT_BOX))
                .mapToInt(SubscriptionLine::quantity)
                .reduce(0, (sum, quantity) -> (int) Math.min(Integer.MAX_VALUE, (long) sum + quantity));
    }
}
