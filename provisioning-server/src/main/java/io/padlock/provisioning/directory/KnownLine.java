package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.SubscriptionLine;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A row of {@code subscription_line}. */
@Embeddable
class KnownLine {

    @Column(nullable = false)
    String product;

    @Column(nullable = false)
    int quantity;

    static KnownLine of(SubscriptionLine line) {
        KnownLine known = new KnownLine();
        known.product = line.product();
        known.quantity = line.quantity();
        return known;
    }

    SubscriptionLine line() {
        return new SubscriptionLine(product, quantity);
    }
}
