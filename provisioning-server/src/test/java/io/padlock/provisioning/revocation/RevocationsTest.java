package io.padlock.provisioning.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.TestClock;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.revocation.Revocations.Counted;
import io.padlock.provisioning.revocation.Revocations.Revoked;
import io.padlock.provisioning.schema.TestDatabase;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationsTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(90));

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final TestClock clock = new TestClock(START);
    private final Revocations revocations = new Revocations(database.pool(), clock);
    private final String issuer = "CN=Issuer " + UUID.randomUUID();
    private final DatabaseUuid customer = new DatabaseUuid(UUID.randomUUID());

    @BeforeAll
    static void aDatabase() {
        database = TestDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void a_certificate_is_revoked_once_and_the_first_time_counts() {
        Serial serial = certificate();

        Revoked first = revoke(serial, order(RevocationReason.SUPERSEDED, "moved"));
        clock.advance(Duration.ofHours(1));
        Revoked second = revoke(serial, order(RevocationReason.AFFILIATION_CHANGED, "sold"));

        assertThat(first.isNew()).isTrue();
        assertThat(first.revocation())
                .isEqualTo(new Revocation(serial, RevocationReason.SUPERSEDED, "moved", "eva", START));
        assertThat(second).isEqualTo(new Revoked(first.revocation(), false));
    }

    @Test
    void a_certificate_that_is_not_there_is_not_revoked() {
        assertThat(revoke(new Serial("0".repeat(32)), order(RevocationReason.SUPERSEDED, null)))
                .isNull();
    }

    @Test
    void all_of_a_database_that_have_not_ended_are_revoked_and_those_before_are_counted() {
        List<String> open = database.certificates(3, customer.value(), issuer, START, LATER);
        database.certificates(2, customer.value(), issuer, START, START.minusSeconds(1));
        Serial others = certificate();
        revoke(new Serial(open.get(0)), order(RevocationReason.SUPERSEDED, null));

        assertThat(revokeAll(RevocationReason.CESSATION_OF_OPERATION)).isEqualTo(new Counted(2, 1));
        assertThat(revokeAll(RevocationReason.CESSATION_OF_OPERATION)).isEqualTo(new Counted(0, 3));
        assertThat(revocations.lifeOf(others).await().indefinitely().isRevoked())
                .isFalse();
    }

    @Test
    void a_compromised_key_is_barred_and_no_other() {
        Serial stolen = certificate();
        Serial moved = certificate();

        revoke(stolen, order(RevocationReason.KEY_COMPROMISE, null));
        revoke(moved, order(RevocationReason.SUPERSEDED, null));

        assertThat(isBarred(stolen)).isTrue();
        assertThat(isBarred(moved)).isFalse();
    }

    @Test
    void a_key_that_turns_out_to_be_compromised_after_a_revocation_is_barred_too() {
        Serial serial = certificate();
        revoke(serial, order(RevocationReason.SUPERSEDED, null));

        Revoked again = revoke(serial, order(RevocationReason.KEY_COMPROMISE, null));

        assertThat(again.revocation().reason()).isEqualTo(RevocationReason.SUPERSEDED);
        assertThat(isBarred(serial)).isTrue();
    }

    @Test
    void all_keys_of_a_database_are_barred_when_they_are_compromised() {
        List<String> serials = database.certificates(3, customer.value(), issuer, START, LATER);

        revokeAll(RevocationReason.KEY_COMPROMISE);

        assertThat(serials)
                .allSatisfy(serial -> assertThat(isBarred(new Serial(serial))).isTrue());
    }

    @Test
    void revocations_at_once_are_numbered_without_a_gap_and_one_certificate_only_once() {
        List<String> serials = database.certificates(25, customer.value(), issuer, START, LATER);
        List<Uni<Revoked>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(revocations.revoke(new Serial(serials.get(i % 25)), order(RevocationReason.SUPERSEDED, null)));
        }

        List<Revoked> answers = Uni.join().all(all).andFailFast().await().indefinitely();

        assertThat(answers.stream().filter(Revoked::isNew)).hasSize(25);
        List<Long> positions = new ArrayList<>();
        database.run("select position from revocation where issuer = $1 order by position", issuer)
                .forEach(row -> positions.add(row.getLong(0)));
        assertThat(positions).isEqualTo(LongStream.rangeClosed(1, 25).boxed().toList());
    }

    private Serial certificate() {
        return new Serial(database.certificates(1, UUID.randomUUID(), issuer, START, LATER)
                .get(0));
    }

    private Revoked revoke(Serial serial, RevocationOrder order) {
        return revocations.revoke(serial, order).await().indefinitely();
    }

    private Counted revokeAll(RevocationReason reason) {
        return revocations.revokeAllOf(customer, order(reason, null)).await().indefinitely();
    }

    private static RevocationOrder order(RevocationReason reason, String note) {
        return new RevocationOrder(reason, note, "eva");
    }

    private static boolean isBarred(Serial serial) {
        return database.run(
                                "select 1 from certificate join compromised_key using (key_sha256) where serial = $1",
                                serial.hex())
                        .size()
                == 1;
    }
}
