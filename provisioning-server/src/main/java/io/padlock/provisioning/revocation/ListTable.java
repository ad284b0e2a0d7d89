package io.padlock.provisioning.revocation;

import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.issuance.RevokedCertificate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists in PostgreSQL, where the replicas meet. By the SQL client: a look each second at the ends of two indexes, and a
 * race for a number that "on conflict" decides, are statements and no entities.
 */
final class ListTable {

    /** For each issuer the ends of two indexes: revocation_list's primary key and revocation_in_order. */
    static final String HEADS = """
            select i.name, l.number, l.covers, l.this_update,
                   (select max(r.position) from revocation r where r.issuer = i.name) as position
            from unnest($1::text[]) as i(name)
            left join lateral (
                select number, covers, this_update from revocation_list
                where issuer = i.name order by number desc limit 1) as l on true
            """;

    /** By the primary key. */
    private static final String NEWEST = """
            select issuer, number, this_update, next_update, der from revocation_list
            where issuer = $1 order by number desc limit 1
            """;

    /** By revocation_in_order and certificate's primary key. Whatever expired is never listed again, so this stays short. */
    static final String ENTRIES = """
            select r.serial, r.revoked_at, r.reason
            from revocation r join certificate c on c.serial = r.serial
            where r.issuer = $1 and c.not_after >= $2
            order by r.position
            """;

    private static final String INSERT = """
            insert into revocation_list (issuer, number, follows, covers, this_update, next_update, der)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing
            """;

    /** By the primary key. */
    private static final String PRUNE = """
            delete from revocation_list where issuer = $1 and number <= (
                select number from revocation_list where issuer = $1 order by number desc offset $2 limit 1)
            """;

    private static final int KEPT = 10;

    private final Pool pool;

    ListTable(Pool pool) {
        this.pool = pool;
    }

    /**
     * What there is for an issuer.
     *
     * @param number of the newest list; 0 when there is none
     * @param covers up to which revocation the newest list knows them
     * @param thisUpdate null when there is no list
     * @param position of the newest revocation; 0 when there is none
     */
    record Head(String issuer, long number, long covers, Instant thisUpdate, long position) {}

    Uni<List<Head>> heads(List<String> issuers) {
        return pool.preparedQuery(HEADS)
                .execute(Tuple.of(issuers.toArray(String[]::new)))
                .map(rows -> {
                    List<Head> heads = new ArrayList<>();
                    rows.forEach(row -> heads.add(head(row)));
                    return heads;
                });
    }

    /** @return null when there is none */
    Uni<PublishedList> newest(String issuer) {
        return pool.preparedQuery(NEWEST)
                .execute(Tuple.of(issuer))
                .map(rows -> rows.size() == 0 ? null : list(rows.iterator().next()));
    }

    /** @param since certificates that ended before this are left out */
    Uni<List<RevokedCertificate>> entries(String issuer, Instant since) {
        return pool.preparedQuery(ENTRIES)
                .execute(Tuple.of(issuer, since.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<RevokedCertificate> entries = new ArrayList<>(rows.size());
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    /** @return whether it was stored; if not, another replica stored one that follows the same head */
    Uni<Boolean> insert(PublishedList list, Head head) {
        return pool.preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        list.issuer(),
                        list.number(),
                        head.number(),
                        head.position(),
                        list.thisUpdate().atOffset(ZoneOffset.UTC),
                        list.nextUpdate().atOffset(ZoneOffset.UTC),
                        Buffer.buffer(list.der()))))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> prune(String issuer) {
        return pool.preparedQuery(PRUNE).execute(Tuple.of(issuer, KEPT)).replaceWithVoid();
    }

    private static Head head(Row row) {
        return new Head(
                row.getString("name"),
                orZero(row.getLong("number")),
                orZero(row.getLong("covers")),
                row.getOffsetDateTime("this_update") == null
                        ? null
                        : row.getOffsetDateTime("this_update").toInstant(),
                orZero(row.getLong("position")));
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }

    private static PublishedList list(Row row) {
        return new PublishedList(
                row.getString("issuer"),
                row.getLong("number"),
                row.getOffsetDateTime("this_update").toInstant(),
                row.getOffsetDateTime("next_update").toInstant(),
                row.getBuffer("der").getBytes());
    }

    private static RevokedCertificate entry(Row row) {
        return new RevokedCertificate(
                row.getString("serial"),
                row.getOffsetDateTime("revoked_at").toInstant(),
                RevocationReason.valueOf(row.getString("reason")));
    }
}
