package io.padlock.provisioning.revocation;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.ledger.Serial;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.StreamSupport;

/**
 * Takes certificates back. Rows are added and never changed: whoever revokes again hears of the first time.
 *
 * <p>By the SQL client and not by entities: one certificate and the ten thousand of a database go through the same
 * statement, which numbers them where they are stored; as entities each would be fetched, with its bytes, to write a row
 * that holds none of them.
 */
@ApplicationScoped
public class Revocations {

    /**
     * One revocation at a time, in all replicas: {@code position} must be the order of commits. Operators revoke, boxes
     * don't, so nobody waits long.
     */
    private static final String STAND_IN_LINE = "select pg_advisory_xact_lock(7235625, 1)";

    /** Index: certificate's primary key. */
    private static final String ONE = "c.serial = $1";
    /** Index: certificate_by_database; the end is looked at in its rows. */
    private static final String ALL_UNEXPIRED = "c.database_uuid = $1 and c.not_after >= $2";

    /**
     * The highest position is the end of revocation_in_order. It is read once for each issuer, before anything is inserted:
     * for each row it would step over all that this statement has inserted so far.
     */
    private static final String REVOKE = """
            with due as materialized (
                select c.serial, c.issuer from certificate c
                where %s and not exists (select 1 from revocation r where r.serial = c.serial)),
            last as materialized (
                select i.issuer, (select max(r.position) from revocation r where r.issuer = i.issuer) as position
                from (select distinct issuer from due) as i)
            insert into revocation (serial, issuer, position, reason, note, revoked_by, revoked_at)
            select due.serial, due.issuer,
                   coalesce(last.position, 0) + row_number() over (partition by due.issuer order by due.serial),
                   $3, $4, $5, $2::timestamptz
            from due join last on last.issuer = due.issuer
            """;

    /** Whoever else holds the key can use whatever is certified for it, so it is barred for everybody and for ever. */
    private static final String BAR_KEYS = """
            insert into compromised_key (key_sha256, since)
            select distinct c.key_sha256, $2::timestamptz from certificate c where %s
            on conflict do nothing
            """;

    private static final String COUNT_REVOKED =
            "select count(*) from certificate c join revocation r on r.serial = c.serial where " + ALL_UNEXPIRED;

    /** Both by their primary keys. */
    private static final String FIND =
            "select serial, reason, note, revoked_by, revoked_at from revocation where serial = $1";

    private static final String LIFE = """
            select c.issuer, c.not_before, c.not_after, c.issued_at, r.revoked_at
            from certificate c left join revocation r on r.serial = c.serial
            where c.serial = $1
            """;

    private final Pool pool;
    private final Clock clock;

    Revocations(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param isNew whether it was revoked now, and not before */
    public record Revoked(Revocation revocation, boolean isNew) {}

    /** @param already how many had been revoked before */
    public record Counted(int revoked, int already) {}

    /** @return null when there is no such certificate */
    public Uni<Revoked> revoke(Serial serial, RevocationOrder order) {
        Tuple values = values(serial.hex(), order);
        return pool.withTransaction(connection -> run(connection, STAND_IN_LINE)
                .chain(() -> execute(connection, REVOKE.formatted(ONE), values))
                .call(() -> barKeysIfCompromised(connection, ONE, values, order))
                .chain(inserted -> find(connection, serial)
                        .map(found -> found == null ? null : new Revoked(found, inserted.rowCount() == 1))));
    }

    /** A database that operators deleted may still have certificates: nobody asks here whether it is known. */
    public Uni<Counted> revokeAllOf(DatabaseUuid database, RevocationOrder order) {
        Tuple values = values(database.value(), order);
        return pool.withTransaction(connection -> run(connection, STAND_IN_LINE)
                .chain(() -> countRevoked(connection, values))
                .call(() -> barKeysIfCompromised(connection, ALL_UNEXPIRED, values, order))
                .chain(already -> execute(connection, REVOKE.formatted(ALL_UNEXPIRED), values)
                        .map(inserted -> new Counted(inserted.rowCount(), already))));
    }

    /** One row by its primary key, outside of any transaction: every box asks this, day after day. Null when unknown. */
    public Uni<CertificateLife> lifeOf(Serial serial) {
        return pool.preparedQuery(LIFE)
                .execute(Tuple.of(serial.hex()))
                .map(rows -> rows.size() == 0 ? null : life(rows.iterator().next()));
    }

    private Tuple values(Object which, RevocationOrder order) {
        return Tuple.tuple()
                .addValue(which)
                // PostgreSQL keeps microseconds; the answer now and the one read later must be the same.
                .addValue(clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .addValue(order.reason().name())
                .addValue(order.note())
                .addValue(order.revokedBy());
    }

    private static Uni<Integer> countRevoked(SqlConnection connection, Tuple values) {
        return execute(connection, COUNT_REVOKED, firstTwo(values))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    /** Also when the certificate had been revoked before, for another reason: what is found out later counts as much. */
    private static Uni<?> barKeysIfCompromised(
            SqlConnection connection, String which, Tuple values, RevocationOrder order) {
        return order.reason() == RevocationReason.KEY_COMPROMISE
                ? execute(connection, BAR_KEYS.formatted(which), firstTwo(values))
                : Uni.createFrom().voidItem();
    }

    private static Tuple firstTwo(Tuple values) {
        return Tuple.of(values.getValue(0), values.getValue(1));
    }

    private static Uni<Revocation> find(SqlConnection connection, Serial serial) {
        return execute(connection, FIND, Tuple.of(serial.hex()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(Revocations::revocation)
                        .orElse(null));
    }

    private static Uni<Void> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().replaceWithVoid();
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    private static Revocation revocation(Row row) {
        return new Revocation(
                new Serial(row.getString("serial")),
                RevocationReason.valueOf(row.getString("reason")),
                row.getString("note"),
                row.getString("revoked_by"),
                row.getOffsetDateTime("revoked_at").toInstant());
    }

    private static CertificateLife life(Row row) {
        return new CertificateLife(
                row.getString("issuer"),
                new Validity(instant(row, "not_before"), instant(row, "not_after")),
                instant(row, "issued_at"),
                instant(row, "revoked_at"));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
