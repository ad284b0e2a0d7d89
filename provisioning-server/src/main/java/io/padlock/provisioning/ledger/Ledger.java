package io.padlock.provisioning.ledger;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/** Certificates, newest last. Nothing leaves the server that stands not here; the table refuses updates and deletes. */
@ApplicationScoped
public class Ledger {

    private final SessionFactory sessions;

    Ledger(SessionFactory sessions) {
        this.sessions = sessions;
    }

    /** @return the newest certificate that this issuer gave to this key of this database, or null */
    public Uni<Recorded> newest(DatabaseUuid database, KeyFingerprint key, String issuer) {
        return sessions.withTransaction(session -> session.createSelectionQuery(
                        "from LedgerEntry where databaseUuid = ?1 and keySha256 = ?2 and issuer = ?3"
                                + " order by issuedAt desc",
                        LedgerEntry.class)
                .setParameter(1, database.value())
                .setParameter(2, key.bytes())
                .setParameter(3, issuer)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(entry -> entry == null ? null : recorded(entry)));
    }

    public Uni<Recorded> record(Recorded certificate) {
        return sessions.withTransaction(session -> session.persist(entry(certificate)))
                .replaceWith(certificate);
    }

    private static LedgerEntry entry(Recorded certificate) {
        LedgerEntry entry = new LedgerEntry();
        entry.serial = certificate.serial();
        entry.databaseUuid = certificate.database().value();
        entry.zone = certificate.zone().label();
        entry.door = certificate.door().name();
        entry.issuer = certificate.issuer();
        entry.keySha256 = certificate.key().bytes();
        entry.notBefore = certificate.notBefore();
        entry.notAfter = certificate.notAfter();
        entry.issuedAt = certificate.issuedAt();
        entry.boxIdentifier = certificate.box().identifier();
        entry.boxName = certificate.box().name();
        entry.der = certificate.der();
        return entry;
    }

    private static Recorded recorded(LedgerEntry entry) {
        return new Recorded(
                entry.serial,
                new DatabaseUuid(entry.databaseUuid),
                new Zone(entry.zone),
                Recorded.Door.valueOf(entry.door),
                entry.issuer,
                new KeyFingerprint(HexFormat.of().formatHex(entry.keySha256)),
                entry.notBefore,
                entry.notAfter,
                entry.issuedAt,
                new Recorded.Box(entry.boxIdentifier, entry.boxName),
                entry.der);
    }
}
