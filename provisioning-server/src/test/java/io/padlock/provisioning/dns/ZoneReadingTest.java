package io.padlock.provisioning.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.TestClock;
import io.padlock.provisioning.gathering.TestConnections;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.schema.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replica knows after each look, whatever others did between. */
class ZoneReadingTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static TestDatabase database;

    private final TestClock clock = new TestClock(START);
    private final AssignedZones zones = new AssignedZones();
    private final AcmeChallenges challenges = new AcmeChallenges();
    private final ZoneReading reading = new ZoneReading(TestConnections.of(database.pool()), zones, challenges, clock);
    private final AcmeChallengeTable table = new AcmeChallengeTable(TestConnections.of(database.pool()), clock);

    @BeforeAll
    static void a_database() {
        database = TestDatabase.start(folder);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void with_one_zone() {
        database.run("truncate zone cascade");
        assign("00000001", Duration.ofDays(1));
    }

    private void assign(String label, Duration ago) {
        database.run(
                "insert into zone (label, database_uuid, assigned_at) values ($1, $2, $3)",
                label,
                UUID.randomUUID(),
                clock.instant().minus(ago).atOffset(ZoneOffset.UTC));
    }

    private void read() {
        reading.read().await().atMost(AT_MOST);
    }

    private void look() {
        clock.advance(Duration.ofSeconds(2));
        read();
    }

    @Test
    void at_first_all_are_read() {
        assertThat(reading.lastGood()).isNull();

        read();

        assertThat(zones.contains("00000001")).isTrue();
        assertThat(reading.lastGood()).isEqualTo(START);
    }

    /** It was assigned at one moment, and is there for others when the transaction ends. */
    @Test
    void one_whose_transaction_took_long_is_seen_at_the_next_look() {
        read();
        assign("00000002", Duration.ofSeconds(50));

        look();

        assertThat(zones.contains("00000002")).isTrue();
    }

    @Test
    void one_of_a_replica_whose_clock_is_far_behind_is_seen_some_minutes_later() {
        read();
        assign("00000002", Duration.ofMinutes(30));
        look();
        assertThat(zones.contains("00000002")).as("not each look reads so much").isFalse();

        for (int i = 0; i < 150; i++) {
            look();
        }

        assertThat(zones.contains("00000002")).isTrue();
    }

    @Test
    void those_of_a_time_without_postgresql_are_seen_after_it() {
        read();
        database.run("alter table zone rename to gone");
        clock.advance(Duration.ofHours(3));
        assertThatThrownBy(this::read).isInstanceOf(Exception.class);
        assertThat(reading.lastGood()).isEqualTo(START);
        database.run("alter table gone rename to zone");
        assign("00000002", Duration.ofHours(2));

        look();

        assertThat(zones.contains("00000002")).isTrue();
        assertThat(reading.lastGood()).isEqualTo(clock.instant());
    }

    @Test
    void a_clock_that_went_back_hides_nothing() {
        read();
        clock.advance(Duration.ofHours(-5));
        assign("00000002", Duration.ZERO);

        look();

        assertThat(zones.contains("00000002")).isTrue();
    }

    @Test
    void challenges_are_read_when_they_have_changed_and_only_then() {
        put("00000001", "one");
        read();
        List<String> before = challenges.of("00000001");
        assertThat(before).containsExactly("one");

        look();
        assertThat(challenges.of("00000001")).isSameAs(before);

        put("00000001", "another");
        look();
        assertThat(challenges.of("00000001")).containsExactly("another");

        table.delete(new Zone("00000001")).await().atMost(AT_MOST);
        look();
        assertThat(challenges.of("00000001")).isEmpty();
    }

    @Test
    void a_challenge_ends_after_a_week_and_is_cleared_away_with_the_next() {
        assign("00000002", Duration.ZERO);
        put("00000001", "one");
        clock.advance(AcmeChallenges.LIFE.minusSeconds(2));
        read();
        assertThat(challenges.of("00000001")).containsExactly("one");

        look();

        assertThat(challenges.of("00000001")).isEmpty();
        assertThat(table.read(new Zone("00000001")).await().atMost(AT_MOST).orElseThrow())
                .isEmpty();
        put("00000002", "two");
        assertThat(database.run("select zone from acme_challenge"))
                .extracting(row -> row.getString(0))
                .containsExactly("00000002");
        put("00000001", "again");
        look();
        assertThat(challenges.of("00000001")).containsExactly("again");
    }

    private void put(String zone, String value) {
        assertThat(table.put(new Zone(zone), List.of(value)).await().atMost(AT_MOST))
                .isPresent();
    }
}
