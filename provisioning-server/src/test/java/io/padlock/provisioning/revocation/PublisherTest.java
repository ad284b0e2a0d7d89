package io.padlock.provisioning.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.TestClock;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.Issuer;
import io.padlock.provisioning.issuance.PublicAddress;
import io.padlock.provisioning.issuance.RevocationReason;
import io.padlock.provisioning.issuance.TestAuthority;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.schema.TestDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that know nothing of each other, on one database. */
class PublisherTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final ListLife LIFE = new ListLife(Duration.ofDays(7), Duration.ofDays(1));
    private static final RevocationOrder SUPERSEDED =
            new RevocationOrder(RevocationReason.SUPERSEDED, null, "operator");

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static int authorities;

    private final TestClock clock = new TestClock(START);
    private Issuer issuer;
    private Revocations revocations;

    @BeforeAll
    static void aDatabase() {
        database = TestDatabase.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    /** Each test has an issuer of its own, so that they don't see each other's lists. */
    @BeforeEach
    void anIssuer() {
        issuer = anotherIssuer();
        revocations = new Revocations(database.pool(), clock);
    }

    @Test
    void the_first_look_signs_a_first_list_for_each_issuer() throws Exception {
        Issuer retired = anotherIssuer();
        Publisher replica = replica(issuer, retired);

        look(replica);

        assertThat(read(replica, issuer).getRevokedCertificates()).isNull();
        assertThat(numbers(issuer)).hasSize(1);
        assertThat(numbers(retired)).hasSize(1);
        read(replica, retired).verify(retired.certificate().getPublicKey());
    }

    @Test
    void what_one_replica_revokes_is_on_the_list_of_the_other_at_its_next_look() throws Exception {
        Publisher one = replica(issuer);
        Publisher other = replica(issuer);
        look(one, other);
        clock.advance(Duration.ofSeconds(2));

        String serial = certificates(1).get(0);
        revoke(serial);
        look(one, other);

        assertThat(serials(read(one, issuer))).containsExactly(serial);
        assertThat(other.newestOf(issuer).orElseThrow().der())
                .isEqualTo(one.newestOf(issuer).orElseThrow().der());
    }

    @Test
    void four_replicas_that_see_a_revocation_at_once_sign_one_list_though_their_clocks_differ() {
        List<TestClock> clocks = Stream.of(0, 1, 2, 3)
                .map(ahead -> new TestClock(START.plusSeconds(ahead)))
                .toList();
        List<Publisher> replicas = clocks.stream()
                .map(differing -> new Publisher(new ListTable(database.connect()), List.of(issuer), LIFE, differing))
                .toList();
        for (int round = 1; round <= 20; round++) {
            revoke(certificates(1).get(0));

            Uni.join()
                    .all(replicas.stream().map(Publisher::look).toList())
                    .andFailFast()
                    .await()
                    .indefinitely();
            assertThat(numbers(issuer)).as("one list a round").hasSize(Math.min(round, 10));
            look(replicas.toArray(Publisher[]::new));

            assertThat(replicas)
                    .allSatisfy(replica -> assertThat(
                                    replica.newestOf(issuer).orElseThrow().der())
                            .isEqualTo(replicas.get(0)
                                    .newestOf(issuer)
                                    .orElseThrow()
                                    .der()));
            clocks.forEach(differing -> differing.advance(Duration.ofSeconds(10)));
        }
    }

    /** A PostgreSQL that is put back to an older state knows lists, but not the newest ones. */
    @Test
    void what_is_revoked_after_postgresql_was_restored_is_told_by_replicas_that_stayed_up() throws Exception {
        Publisher stayedUp = replica(issuer);
        look(stayedUp);
        database.run("create table backup as select * from revocation_list");
        for (int day = 0; day < 3; day++) {
            clock.advance(Duration.ofDays(1));
            look(stayedUp);
        }
        int lost = number(read(stayedUp, issuer));

        database.run("delete from revocation_list");
        database.run("insert into revocation_list select * from backup");
        database.run("drop table backup");
        clock.advance(Duration.ofSeconds(2));
        String serial = certificates(1).get(0);
        revoke(serial);
        look(replica(issuer));
        look(stayedUp);

        assertThat(serials(read(stayedUp, issuer))).containsExactly(serial);
        assertThat(number(read(stayedUp, issuer))).isGreaterThan(lost);
    }

    @Test
    void nothing_new_signs_nothing() {
        Publisher replica = replica(issuer);
        look(replica);
        clock.advance(Duration.ofHours(23));

        look(replica);

        assertThat(numbers(issuer)).hasSize(1);
    }

    @Test
    void a_list_that_is_a_day_old_is_signed_anew_for_another_week() throws Exception {
        Publisher replica = replica(issuer);
        look(replica);
        clock.advance(Duration.ofDays(1));

        look(replica);

        assertThat(read(replica, issuer).getThisUpdate()).isEqualTo(START.plus(Duration.ofDays(1)));
        assertThat(read(replica, issuer).getNextUpdate()).isEqualTo(START.plus(Duration.ofDays(8)));
        assertThat(numbers(issuer)).hasSize(2);
    }

    @Test
    void numbers_go_on_where_they_were_after_a_restart() throws Exception {
        Publisher before = replica(issuer);
        look(before);
        clock.advance(Duration.ofDays(1));
        Publisher restarted = replica(issuer);

        look(restarted);

        assertThat(number(read(restarted, issuer))).isGreaterThan(number(read(before, issuer)));
    }

    /** Its moment is before the newest list's, which therefore says nothing of whether the list knows it. */
    @Test
    void a_revocation_that_commits_late_is_on_the_next_list() throws Exception {
        Publisher replica = replica(issuer);
        String serial = certificates(1).get(0);
        SqlConnection slow = database.pool().getConnectionAndAwait();
        slow.query("begin").executeAndAwait();
        slow.preparedQuery("""
                        insert into revocation (serial, issuer, position, reason, revoked_by, revoked_at)
                        values ($1, $2, 1, 'SUPERSEDED', 'operator', $3)
                        """)
                .executeAndAwait(
                        Tuple.of(serial, issuer.name(), START.minusSeconds(60).atOffset(ZoneOffset.UTC)));
        look(replica);
        assertThat(read(replica, issuer).getRevokedCertificates()).isNull();

        slow.query("commit").executeAndAwait();
        slow.closeAndAwait();
        clock.advance(Duration.ofSeconds(2));
        look(replica);

        assertThat(serials(read(replica, issuer))).containsExactly(serial);
    }

    @Test
    void a_certificate_that_ended_stands_on_one_more_list_and_then_on_none() throws Exception {
        Publisher replica = replica(issuer);
        String serial = database.certificates(
                        1, UUID.randomUUID(), issuer.name(), START, START.plus(Duration.ofHours(30)))
                .get(0);
        revoke(serial);
        look(replica);
        assertThat(serials(read(replica, issuer))).containsExactly(serial);

        clock.advance(Duration.ofHours(25));
        look(replica);
        assertThat(serials(read(replica, issuer))).as("not ended yet").containsExactly(serial);

        clock.advance(Duration.ofHours(25));
        look(replica);
        assertThat(serials(read(replica, issuer)))
                .as("ended since the last list")
                .containsExactly(serial);

        clock.advance(Duration.ofHours(25));
        look(replica);
        assertThat(read(replica, issuer).getRevokedCertificates()).isNull();
    }

    @Test
    void two_lists_never_have_one_date() throws Exception {
        Publisher replica = replica(issuer);
        look(replica);
        revoke(certificates(1).get(0));

        look(replica);
        assertThat(numbers(issuer)).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        look(replica);
        assertThat(numbers(issuer)).hasSize(2);
        assertThat(read(replica, issuer).getThisUpdate()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void a_replica_whose_clock_is_hours_behind_still_lists_what_is_revoked() throws Exception {
        look(replica(issuer));
        TestClock behind = new TestClock(START.minus(Duration.ofHours(3)));
        Publisher late = new Publisher(new ListTable(database.connect()), List.of(issuer), LIFE, behind);
        String serial = certificates(1).get(0);
        revoke(serial);

        look(late);

        assertThat(serials(read(late, issuer))).containsExactly(serial);
        assertThat(read(late, issuer).getThisUpdate()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void a_clock_that_was_ahead_by_days_and_went_back_signs_one_list_of_now_with_all_that_is_revoked()
            throws Exception {
        Publisher replica = replica(issuer);
        String serial = database.certificates(
                        1, UUID.randomUUID(), issuer.name(), START, START.plus(Duration.ofDays(90)))
                .get(0);
        revoke(serial);
        clock.advance(Duration.ofDays(100));
        look(replica);
        clock.advance(Duration.ofDays(-100));

        look(replica);
        look(replica);
        clock.advance(Duration.ofSeconds(10));
        look(replica);

        assertThat(numbers(issuer)).hasSize(2);
        X509CRL list = read(replica, issuer);
        assertThat(list.getThisUpdate()).isEqualTo(START);
        assertThat(list.getNextUpdate()).isBefore(START.plus(Duration.ofDays(10)));
        assertThat(serials(list)).containsExactly(serial);
    }

    @Test
    void the_last_ten_lists_are_kept() {
        Publisher replica = replica(issuer);
        for (int i = 0; i < 15; i++) {
            look(replica);
            clock.advance(Duration.ofDays(1));
        }

        assertThat(numbers(issuer))
                .hasSize(10)
                .endsWith(replica.newestOf(issuer).orElseThrow().number());
    }

    @Test
    void ten_thousand_revocations_fit_into_one_list() throws Exception {
        UUID customer = UUID.randomUUID();
        List<String> all =
                database.certificates(10_000, customer, issuer.name(), START, START.plus(Duration.ofDays(90)));
        Publisher replica = replica(issuer);

        revocations.revokeAllOf(new DatabaseUuid(customer), SUPERSEDED).await().indefinitely();
        look(replica);

        assertThat(serials(read(replica, issuer))).hasSize(10_000).containsAll(all);
        assertThat(replica.newestOf(issuer).orElseThrow().der().length)
                .as("about 50 bytes for each")
                .isLessThan(600_000);
    }

    private static Issuer anotherIssuer() {
        Path ca = folder.resolve("ca" + authorities++);
        TestAuthority.createIfMissing(ca, "odoo-iot.com", START);
        return Authority.open(ca, Duration.ofDays(90), new PublicAddress("http://localhost:8080"), START)
                .issuers()
                .get(0);
    }

    private Publisher replica(Issuer... issuers) {
        return new Publisher(new ListTable(database.connect()), List.of(issuers), LIFE, clock);
    }

    private static void look(Publisher... replicas) {
        for (Publisher replica : replicas) {
            replica.look().await().indefinitely();
        }
    }

    private List<String> certificates(int count) {
        return database.certificates(count, UUID.randomUUID(), issuer.name(), START, START.plus(Duration.ofDays(90)));
    }

    private void revoke(String serial) {
        revocations.revoke(new Serial(serial), SUPERSEDED).await().indefinitely();
    }

    /** Of the lists that PostgreSQL has. */
    private static List<Long> numbers(Issuer issuer) {
        List<Long> numbers = new ArrayList<>();
        database.run("select number from revocation_list where issuer = $1 order by number", issuer.name())
                .forEach(row -> numbers.add(row.getLong("number")));
        return numbers;
    }

    private static X509CRL read(Publisher replica, Issuer issuer) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(
                        replica.newestOf(issuer).orElseThrow().der()));
    }

    /** An OCTET STRING around an INTEGER. */
    private static int number(X509CRL list) {
        byte[] value = list.getExtensionValue("2.5.29.20");
        return new BigInteger(value, 4, value.length - 4).intValue();
    }

    private static Set<String> serials(X509CRL list) {
        Set<String> serials = new HashSet<>();
        if (list.getRevokedCertificates() != null) {
            list.getRevokedCertificates().forEach(entry -> serials.add("%032x".formatted(entry.getSerialNumber())));
        }
        return serials;
    }
}
