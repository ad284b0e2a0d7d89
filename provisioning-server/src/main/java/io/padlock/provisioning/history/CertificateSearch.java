package io.padlock.provisioning.history;

import io.padlock.provisioning.history.Place.Kind;
import io.padlock.provisioning.ledger.Serial;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Certificates with what became of them. By the SQL client: a list joins two tables, leaves the certificates' bytes where
 * they are, and goes on behind a pair of values, which entities can't say as one comparison that an index serves.
 */
@ApplicationScoped
public class CertificateSearch {

    /**
     * Served by, depending on the filter: certificate's primary key (serial), certificate_by_database (database; zone, by
     * zone's primary key), certificate_by_end (an end, or EXPIRED), certificate_by_time (nothing of these); and
     * revocation's primary key beside each row.
     */
    private static final String LIST =
            "select " + CertificateRow.COLUMNS + " from certificate c left join revocation r on r.serial = c.serial";

    /** By the primary keys of both. */
    private static final String ONE = "select " + CertificateRow.COLUMNS + ", c.key_sha256, c.generation, c.der"
            + " from certificate c left join revocation r on r.serial = c.serial where c.serial = $1";

    private final Pool pool;
    private final Clock clock;

    CertificateSearch(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @return null when there is none */
    public Uni<CertificateInFull> find(Serial serial) {
        Instant now = clock.instant();
        return pool.preparedQuery(ONE)
                .execute(Tuple.of(serial.hex()))
                .map(rows -> rows.size() == 0 ? null : inFull(rows.iterator().next(), now));
    }

    /**
     * @param behind where the page before ended, or null for the first
     * @throws IllegalArgumentException when that place is in a list by other filters
     */
    public Uni<Page<CertificateRow>> list(CertificateFilter filter, Place behind, int limit) {
        Instant now = clock.instant();
        Query query = query(filter, behind, now);
        return pool.preparedQuery(sql(query, filter, limit))
                .execute(query.values())
                .map(rows -> {
                    List<CertificateRow> found = new ArrayList<>();
                    rows.forEach(row -> found.add(CertificateRow.of(row, now)));
                    return Page.of(found, limit, row -> place(filter, row));
                });
    }

    static String sql(Query query, CertificateFilter filter, int limit) {
        String column = column(filter);
        return query.sql(LIST, column + " desc, c.serial desc", limit + 1);
    }

    static Query query(CertificateFilter filter, Place behind, Instant now) {
        Query query = new Query()
                .whereIf(filter.serial() == null ? null : filter.serial().hex(), "c.serial = ?")
                .whereIf(filter.database() == null ? null : filter.database().value(), "c.database_uuid = ?")
                // A zone is one database's for ever.
                .whereIf(
                        filter.zone() == null ? null : filter.zone().label(),
                        "c.database_uuid = (select database_uuid from zone where label = ?)")
                .whereIf(filter.endsAfter(), "c.not_after >= ?")
                .whereIf(filter.endsBefore(), "c.not_after < ?");
        if (filter.state() != null) {
            switch (filter.state()) {
                case VALID -> query.where("r.serial is null").where("c.not_after >= ?", now);
                case EXPIRED -> query.where("r.serial is null").where("c.not_after < ?", now);
                case REVOKED -> query.where("r.serial is not null");
            }
        }
        if (behind != null) {
            if (behind.kind() != filter.order()) {
                throw new IllegalArgumentException("The place is in a list by other filters.");
            }
            query.where("(" + column(filter) + ", c.serial) < (?, ?)", behind.at(), behind.tie());
        }
        return query;
    }

    private static String column(CertificateFilter filter) {
        return filter.order() == Kind.ENDING ? "c.not_after" : "c.issued_at";
    }

    private static Place place(CertificateFilter filter, CertificateRow row) {
        return new Place(
                filter.order(),
                filter.order() == Kind.ENDING ? row.notAfter() : row.issuedAt(),
                row.serial().hex());
    }

    private static CertificateInFull inFull(Row row, Instant now) {
        return new CertificateInFull(
                CertificateRow.of(row, now),
                HexFormat.of().formatHex(row.getBuffer("key_sha256").getBytes()),
                row.getInteger("generation"),
                row.getBuffer("der").getBytes());
    }
}
