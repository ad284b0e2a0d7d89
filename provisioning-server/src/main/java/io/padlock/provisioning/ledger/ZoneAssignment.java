package io.padlock.provisioning.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code zone}: which database has which zone, since when. */
@Entity
@Table(name = "zone")
class ZoneAssignment {

    @Id
    String label;

    @Column(name = "database_uuid", nullable = false, unique = true)
    UUID databaseUuid;

    @Column(name = "assigned_at", nullable = false)
    Instant assignedAt;
}
