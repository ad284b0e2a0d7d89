package io.padlock.provisioning.history;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.revocation.Revocation;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * A certificate without its bytes.
 *
 * @param revocation null when it was not revoked
 */
public record CertificateRow(
        Serial serial,
        DatabaseUuid database,
        Zone zone,
        Door door,
        String issuer,
        Box box,
        Instant issuedAt,
        Instant notBefore,
        Instant notAfter,
        CertificateState state,
        Revocation revocation) {

    static final String COLUMNS = "c.serial, c.database_uuid, c.zone, c.door, c.issuer, c.box_identifier, c.box_name,"
            + " c.issued_at, c.not_before, c.not_after, r.reason, r.note, r.revoked_by, r.revoked_at";

    static CertificateRow of(Row row, Instant now) {
        Serial serial = new Serial(row.getString("serial"));
        Revocation revocation = row.getString("reason") == null ? null : revocation(serial, row);
        Instant notAfter = instant(row, "not_after");
        return new CertificateRow(
                serial,
                new DatabaseUuid(row.getUUID("database_uuid")),
                new Zone(row.getString("zone")),
                Door.valueOf(row.getString("door")),
                row.getString("issuer"),
                new Box(row.getString("box_identifier"), row.getString("box_name")),
                instant(row, "issued_at"),
                instant(row, "not_before"),
                notAfter,
                CertificateState.of(revocation, notAfter, now),
                revocation);
    }

    private static Revocation revocation(Serial serial, Row row) {
        return new Revocation(
                serial,
                RevocationReason.valueOf(row.getString("reason")),
                row.getString("note"),
                row.getString("revoked_by"),
                instant(row, "revoked_at"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
