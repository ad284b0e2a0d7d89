package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A row of {@code known_database} with its lines. Never leaves this package: others get {@link DatabaseFacts}. */
@Entity
@Table(name = "known_database")
class KnownDatabase {

    @Id
    UUID uuid;

    @Column(name = "enterprise_code", nullable = false)
    String enterpriseCode;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    DatabaseKind kind;

    @Enumerated(EnumType.STRING)
    @Column(name = "subscription_status", nullable = false)
    SubscriptionStatus subscriptionStatus;

    @ElementCollection
    @CollectionTable(name = "subscription_line", joinColumns = @JoinColumn(name = "database_uuid"))
    @OrderColumn(name = "position")
    List<KnownLine> lines = new ArrayList<>();

    void take(DatabaseFacts facts, EnterpriseCode code) {
        enterpriseCode = code.reveal();
        kind = facts.kind();
        subscriptionStatus = facts.subscription();
        lines.clear();
        facts.lines().forEach(line -> lines.add(KnownLine.of(line)));
    }

    DatabaseFacts facts() {
        return new DatabaseFacts(
                new DatabaseUuid(uuid),
                kind,
                subscriptionStatus,
                lines.stream().map(KnownLine::line).toList());
    }
}
