package io.padlock.provisioning.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code certificate}. */
@Entity
@Table(name = "certificate")
class LedgerEntry {

    @Id
    String serial;

    @Column(name = "database_uuid", nullable = false)
    UUID databaseUuid;

    @Column(nullable = false)
    String zone;

    @Column(nullable = false)
    String door;

    @Column(nullable = false)
    String issuer;

    @Column(name = "key_sha256", nullable = false)
    byte[] keySha256;

    int generation;

    @Column(name = "not_before", nullable = false)
    Instant notBefore;

    @Column(name = "not_after", nullable = false)
    Instant notAfter;

    @Column(name = "issued_at", nullable = false)
    Instant issuedAt;

    @Column(name = "box_identifier")
    String boxIdentifier;

    @Column(name = "box_name")
    String boxName;

    @Column(nullable = false)
    byte[] der;
}
