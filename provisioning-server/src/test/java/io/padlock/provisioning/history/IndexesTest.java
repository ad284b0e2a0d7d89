package io.padlock.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.history.DecisionSearch.Part;
import io.padlock.provisioning.history.Place.Kind;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.schema.TestDatabase;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each list walks along its index, and none reads a whole table: what {@code docs/schema.md} says, asked of PostgreSQL. By
 * 100,000 certificates of 1,000 databases, one in fifty revoked, and 100,000 decisions.
 */
class IndexesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final CertificateFilter ALL = new CertificateFilter(null, null, null, null, null, null);

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static UUID customer;
    private static String serial;

    @BeforeAll
    static void manyRows() {
        database = TestDatabase.start(folder);
        database.run("""
                insert into zone (label, database_uuid, assigned_at)
                select lpad(to_hex(i), 8, '0'), gen_random_uuid(), $1 from generate_series(0, 999) as i
                """, NOW.atOffset(ZoneOffset.UTC));
        // One each two minutes, for 139 days; each lives 90.
        database.run("""
                insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation, not_before,
                                         not_after, issued_at, der)
                select replace(gen_random_uuid()::text, '-', ''), zone.database_uuid, zone.label, 'V1', 'CN=Issuer',
                       sha256(gen_random_uuid()::text::bytea), 1, at, at + interval '90 days', at, '\\x00'
                from generate_series(1, 100000) as i
                join zone on zone.label = lpad(to_hex(i % 1000), 8, '0')
                cross join lateral (select $1::timestamptz - i * interval '2 minutes' as at) as moment
                """, NOW.atOffset(ZoneOffset.UTC));
        database.run("""
                insert into revocation (serial, issuer, position, reason, revoked_by, revoked_at)
                select serial, issuer, row_number() over (), 'SUPERSEDED', 'operator', $1
                from certificate where zone like '%00'
                """, NOW.atOffset(ZoneOffset.UTC));
        database.run("""
                insert into decision (at, reference, database_uuid, door, outcome, code, reasons)
                select $1::timestamptz - i * interval '2 minutes', 'r' || i, zone.database_uuid, 'V1', 'REFUSED',
                       case when i % 500 = 0 then 'KEY_COMPROMISED' when i % 10 = 0 then 'NOT_ELIGIBLE'
                            else 'UNKNOWN_DATABASE_OR_CONTRACT' end,
                       '[{"code": "NO_IOT_BOX_LINE"}]'::jsonb
                from generate_series(1, 100000) as i
                join zone on zone.label = lpad(to_hex(i % 1000), 8, '0')
                """, NOW.atOffset(ZoneOffset.UTC));
        database.pool().query("analyze").executeAndAwait();
        customer = database.run("select database_uuid from zone where label = '00000007'")
                .iterator()
                .next()
                .getUUID(0);
        serial = database.run("select serial from certificate where zone = '00000007' limit 1")
                .iterator()
                .next()
                .getString(0);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void certificates_of_a_database() {
        walksAlong(
                "certificate_by_database",
                new CertificateFilter(new DatabaseUuid(customer), null, null, null, null, null),
                Kind.ISSUED);
        walksAlong(
                "certificate_by_database",
                new CertificateFilter(
                        new DatabaseUuid(customer),
                        null,
                        null,
                        CertificateState.VALID,
                        NOW,
                        NOW.plus(Duration.ofDays(60))),
                Kind.ISSUED);
    }

    @Test
    void certificates_of_a_zone() {
        walksAlong(
                "certificate_by_database",
                new CertificateFilter(null, new Zone("00000007"), null, null, null, null),
                Kind.ISSUED);
    }

    @Test
    void a_certificate_by_its_serial() {
        walksAlong(
                "certificate_pkey",
                new CertificateFilter(null, null, new Serial(serial), null, null, null),
                Kind.ISSUED);
    }

    @Test
    void all_certificates() {
        walksAlong("certificate_by_time", ALL, Kind.ISSUED);
    }

    @Test
    void all_certificates_in_a_state() {
        walksAlong(
                "certificate_by_time",
                new CertificateFilter(null, null, null, CertificateState.VALID, null, null),
                Kind.ISSUED);
        walksAlong(
                "certificate_by_end",
                new CertificateFilter(null, null, null, CertificateState.EXPIRED, null, null),
                Kind.ENDING);
        assertThat(plan(new CertificateFilter(null, null, null, CertificateState.REVOKED, null, null), null))
                .doesNotContain("Seq Scan on certificate");
    }

    @Test
    void certificates_by_their_end() {
        walksAlong(
                "certificate_by_end",
                new CertificateFilter(
                        null, null, null, null, NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(20))),
                Kind.ENDING);
        walksAlong(
                "certificate_by_end",
                new CertificateFilter(null, null, null, null, null, NOW.minus(Duration.ofDays(20))),
                Kind.ENDING);
    }

    @Test
    void decisions_about_a_database() {
        walkAlong(
                new DecisionFilter(new DatabaseUuid(customer), null, null, null, null, null),
                "decision_by_database",
                "certificate_by_database");
    }

    @Test
    void a_decision_by_its_reference() {
        walkAlong(new DecisionFilter(null, null, null, "r77", null, null), "decision_by_reference");
    }

    @Test
    void decisions_by_their_code_and_by_the_code_of_a_reason() {
        walkAlong(
                new DecisionFilter(null, null, "NO_IOT_BOX_LINE", null, null, null),
                "decision_by_code",
                "decision_by_code");
        walkAlong(
                new DecisionFilter(null, Outcome.REFUSED, "KEY_COMPROMISED", null, null, null),
                "decision_by_code",
                "decision_by_code");
        walkAlong(new DecisionFilter(null, null, "NOT_ELIGIBLE", null, null, null), "decision_by_");
    }

    @Test
    void all_decisions_in_a_stretch_of_time() {
        walkAlong(
                new DecisionFilter(null, null, null, null, NOW.minus(Duration.ofDays(9)), NOW),
                "decision_by_time",
                "certificate_by_time");
        walkAlong(new DecisionFilter(null, null, null, null, null, null), "decision_by_time", "certificate_by_time");
    }

    @Test
    void pruning_finds_the_oldest() {
        assertThat(database.plan(
                        DecisionTable.PRUNE.formatted(1000),
                        Tuple.of(NOW.minus(Duration.ofDays(100)).atOffset(ZoneOffset.UTC))))
                .contains("Index Scan using decision_by_time")
                .doesNotContain("Seq Scan");
    }

    private static void walksAlong(String index, CertificateFilter filter, Kind order) {
        assertThat(filter.order()).isEqualTo(order);
        Place behind = new Place(order, NOW, "f".repeat(32));
        assertThat(plan(filter, null)).contains(index).doesNotContain("Seq Scan on certificate");
        assertThat(plan(filter, behind)).contains(index).doesNotContain("Seq Scan on certificate");
    }

    private static String plan(CertificateFilter filter, Place behind) {
        Query query = CertificateSearch.query(filter, behind, NOW);
        return database.plan(CertificateSearch.sql(query, filter, 100), query.values());
    }

    private static void walkAlong(DecisionFilter filter, String... indexes) {
        for (Place behind : new Place[] {
            null, new Place(Kind.DECIDED, NOW, "0000000000000050000"), new Place(Kind.ISSUED, NOW, "f".repeat(32))
        }) {
            var parts = DecisionSearch.parts(filter, behind);
            assertThat(parts).hasSameSizeAs(indexes);
            for (int i = 0; i < indexes.length; i++) {
                Part part = parts.get(i);
                assertThat(database.plan(part.sql(100), part.query().values()))
                        .contains(indexes[i])
                        .doesNotContain("Seq Scan");
            }
        }
    }
}
