package io.padlock.provisioning.budget;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How many certificates a database may be given: so many for each box of its subscription. */
public final class DatabaseBudget {

    private final int burstPerBox;
    private final int perHourPerBox;
    private final Buckets<DatabaseUuid> databases = new Buckets<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    public DatabaseBudget(DatabaseBudgetConfig config) {
        this(config.burstPerBox(), config.perHourPerBox());
    }

    DatabaseBudget(int burstPerBox, int perHourPerBox) {
        this.burstPerBox = Rate.setting("padlock.budget.database.burst-per-box", burstPerBox, 0);
        this.perHourPerBox = Rate.setting("padlock.budget.database.per-hour-per-box", perHourPerBox, 1);
    }

    /**
     * Asked when a certificate would be made, and only for who knows the contract code: a stranger must not use up a
     * customer's budget. The same key's repeated question is not a new certificate, and costs nothing.
     *
     * @param iotBoxes as the subscription says; one at least is counted
     * @return how long to wait; empty when it was granted
     */
    public Optional<Duration> take(DatabaseUuid database, int iotBoxes, Instant now) {
        if (burstPerBox == 0) {
            return Optional.empty();
        }
        long boxes = Math.max(1, iotBoxes);
        long wait = databases.take(database, Rate.of(boxes * burstPerBox, boxes * perHourPerBox), now);
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }
}
