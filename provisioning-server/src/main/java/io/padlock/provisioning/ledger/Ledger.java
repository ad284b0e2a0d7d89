package io.padlock.provisioning.ledger;

import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.gathering.Gathering;
import io.padlock.provisioning.gathering.Loops;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Certificates. Nothing leaves the server that stands not here; the table refuses updates and deletes.
 *
 * <p>By the SQL client, not by entities: every certificate passes here, and what queued is one INSERT of arrays and one
 * commit. A session that persists as many entities sends them one by one ({@code docs/performance.md}).
 */
@Singleton
public class Ledger {

    private static final String RECORD = """
            insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation,
                                     not_before, not_after, issued_at, box_identifier, box_name, der)
            select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::int[],
                                 $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
                                 $13::bytea[])
            on conflict (database_uuid, key_sha256, generation) do nothing
            returning serial""";

    /** One that waits for a lock is not heard from. {@code INSERT} takes the same lock, and no stronger one. */
    private static final String WAIT_FOR_WRITERS_LOCK =
            "set local lock_timeout = '2s'; lock table certificate in row exclusive mode";

    private static final Duration READINESS_WAITS = Duration.ofSeconds(2);

    private final Connections connections;
    private final Gathering<Recorded, Boolean> records;
    private final AtomicReference<Uni<Boolean>> trial = new AtomicReference<>();
    private final NotTaken notTaken = new NotTaken();

    Ledger(Connections connections, Loops loops) {
        this.connections = connections;
        this.records = new Gathering<>(loops, this::recordAll);
    }

    /**
     * Answers when it is committed.
     *
     * @return false when another request recorded this generation of the key's certificates first: look what it was
     */
    public Uni<Boolean> record(Recorded certificate) {
        return records.ask(certificate);
    }

    /** How many are signed and not committed yet. */
    public int waiting() {
        return records.waiting();
    }

    /**
     * A PostgreSQL without room on its disk, or one that only reads, or one in which somebody has locked the ledger, answers
     * all other questions and takes nothing. However often it is asked, one connection finds out for all.
     */
    Uni<Boolean> takesCertificates() {
        Uni<Boolean> next =
                tryIt().onTermination().invoke(() -> trial.set(null)).memoize().indefinitely();
        Uni<Boolean> underWay = trial.compareAndExchange(null, next);
        return underWay == null ? next : underWay;
    }

    /** Whoever stops waiting does not stop it: a statement that is left behind would meet the connection's next one. */
    private Uni<Boolean> tryIt() {
        return connections
                .with(connection ->
                        connection.query(WAIT_FOR_WRITERS_LOCK).execute().chain(() -> tryAgain(connection)))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(false)
                .memoize()
                .indefinitely()
                .ifNoItem()
                .after(READINESS_WAITS)
                .recoverWithItem(false);
    }

    /** What was not taken is tried again, and taken back: one that would be taken is enough. */
    private Uni<Void> tryAgain(SqlConnection connection) {
        Uni<Void> tried = Uni.createFrom().voidItem();
        List<Recorded> missed = notTaken.toTry();
        for (int i = 0; i < missed.size(); i++) {
            Recorded certificate = missed.get(i);
            tried = i == 0
                    ? tryAgain(connection, certificate)
                    : tried.onFailure().recoverWithUni(() -> tryAgain(connection, certificate));
        }
        return tried;
    }

    private Uni<Void> tryAgain(SqlConnection connection, Recorded missed) {
        return connection
                .begin()
                .chain(transaction -> connection
                        .preparedQuery(RECORD)
                        .execute(rows(List.of(missed)))
                        .onTermination()
                        .call(() -> transaction.rollback().onFailure().recoverWithNull()))
                .invoke(notTaken::tookSome)
                .replaceWithVoid();
    }

    private Uni<List<Boolean>> recordAll(List<Recorded> certificates) {
        return connections
                .with(connection -> connection.preparedQuery(RECORD).execute(rows(certificates)))
                .invoke(notTaken::tookSome)
                .onFailure(PgException.class)
                .invoke(refusal -> notTaken.refused(certificates.get(0), refusal))
                .map(Ledger::serials)
                .map(recorded -> certificates.stream()
                        .map(certificate -> recorded.contains(certificate.serial()))
                        .toList());
    }

    private static Set<String> serials(RowSet<Row> rows) {
        Set<String> serials = new HashSet<>();
        rows.forEach(row -> serials.add(row.getString(0)));
        return serials;
    }

    private static Tuple rows(List<Recorded> certificates) {
        return Tuple.tuple()
                .addArrayOfString(column(certificates, String[]::new, Recorded::serial))
                .addArrayOfUUID(column(
                        certificates,
                        UUID[]::new,
                        certificate -> certificate.database().value()))
                .addArrayOfString(column(
                        certificates,
                        String[]::new,
                        certificate -> certificate.zone().label()))
                .addArrayOfString(column(
                        certificates,
                        String[]::new,
                        certificate -> certificate.door().name()))
                .addArrayOfString(column(certificates, String[]::new, Recorded::issuer))
                .addValue(column(
                        certificates,
                        Buffer[]::new,
                        certificate -> bytes(certificate.key().bytes())))
                .addArrayOfInteger(column(certificates, Integer[]::new, Recorded::generation))
                .addArrayOfOffsetDateTime(
                        column(certificates, OffsetDateTime[]::new, certificate -> utc(certificate.notBefore())))
                .addArrayOfOffsetDateTime(
                        column(certificates, OffsetDateTime[]::new, certificate -> utc(certificate.notAfter())))
                .addArrayOfOffsetDateTime(
                        column(certificates, OffsetDateTime[]::new, certificate -> utc(certificate.issuedAt())))
                .addArrayOfString(column(
                        certificates,
                        String[]::new,
                        certificate -> certificate.box().identifier()))
                .addArrayOfString(column(
                        certificates,
                        String[]::new,
                        certificate -> certificate.box().name()))
                .addValue(column(certificates, Buffer[]::new, certificate -> bytes(certificate.der())));
    }

    private static <T> T[] column(List<Recorded> certificates, IntFunction<T[]> array, Function<Recorded, T> value) {
        return certificates.stream().map(value).toArray(array);
    }

    private static Buffer bytes(byte[] bytes) {
        return Buffer.buffer(bytes);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
