package io.padlock.provisioning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.schema.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesNotRenewedTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration LIFE = Duration.ofDays(90);

    @TempDir
    static Path folder;

    private static TestDatabase database;

    /** Each test has customers of its own, and counts what came by it. */
    private long before;

    @BeforeAll
    static void a_ledger() {
        database = TestDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void what_is_there() {
        before = count();
    }

    @Test
    void one_that_ends_within_the_week_counts_and_one_that_has_ended_or_ends_later_does_not() {
        issued(UUID.randomUUID(), "box", 3);
        issued(UUID.randomUUID(), "box", 8);
        issued(UUID.randomUUID(), "box", -1);

        assertThat(count() - before).isOne();
    }

    @Test
    void one_whose_box_has_a_younger_one_does_not_count() {
        UUID customer = UUID.randomUUID();
        issued(customer, "box", 3);
        issued(customer, "box", 26);

        assertThat(count() - before).isZero();
    }

    @Test
    void another_box_of_the_same_database_is_another_box() {
        UUID customer = UUID.randomUUID();
        issued(customer, "in the kitchen", 3);
        issued(customer, "at the till", 26);

        assertThat(count() - before).isOne();
    }

    @Test
    void a_stock_box_is_any_of_its_databases_because_it_gives_no_name() {
        UUID customer = UUID.randomUUID();
        issued(customer, null, 3);
        issued(customer, "at the till", 26);
        issued(UUID.randomUUID(), null, 3);

        assertThat(count() - before).isOne();
    }

    @Test
    void one_that_was_taken_back_is_not_to_be_renewed() {
        UUID customer = UUID.randomUUID();
        issued(customer, "box", 3);
        database.run("""
                insert into revocation (serial, issuer, position, reason, revoked_by, revoked_at)
                select serial, issuer, 1, 'SUPERSEDED', 'operator', $1 from certificate
                where database_uuid = '%s'
                """.formatted(customer), NOW.atOffset(ZoneOffset.UTC));

        assertThat(count() - before).isZero();
    }

    private static long count() {
        return new CertificatesNotRenewed(database.pool())
                .count(NOW, NOW.plus(Duration.ofDays(7)), Duration.ofSeconds(20))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static void issued(UUID customer, String box, int daysLeft) {
        Instant at = NOW.plus(Duration.ofDays(daysLeft)).minus(LIFE);
        database.run("""
                insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation, not_before,
                                         not_after, issued_at, box_identifier, der)
                values (replace(gen_random_uuid()::text, '-', ''), '%s', '00000001', 'V1', 'CN=Issuer',
                        sha256(gen_random_uuid()::text::bytea), 1, $1, $1 + interval '90 days', $1, %s, '\\x00')
                """.formatted(customer, box == null ? "null" : "'" + box + "'"), at.atOffset(ZoneOffset.UTC));
    }
}
