package io.padlock.box.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.TestClock;
import io.padlock.box.guard.Guard.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

    @TempDir
    Path data;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private BoxPassword password;
    private String right;
    private Guard guard;

    @BeforeEach
    void a_box_with_a_password() throws Exception {
        password = new BoxPassword(data);
        right = password.makeTheFirst().orElseThrow();
        guard = new Guard(password, clock);
    }

    @Test
    void it_is_made_once_and_looks_like_something_to_read_aloud() throws Exception {
        assertThat(right).matches("[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}-[a-hjkmnp-z2-9]{4}");
        assertThat(password.makeTheFirst()).isEmpty();
        assertThat(guard.ask(right)).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void it_is_known_however_people_type_it() {
        assertThat(guard.ask(" " + right.toUpperCase(Locale.ROOT).replace("-", " ")))
                .isEqualTo(Verdict.WELCOME);
        assertThat(guard.ask(right.replace("-", ""))).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void the_file_is_the_owners_and_does_not_hold_it() throws Exception {
        Path file = data.resolve("password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).doesNotContain(right).doesNotContain(right.replace("-", ""));
    }

    @Test
    void another_one_ends_the_one_before() throws Exception {
        String another = password.makeAnother();

        assertThat(guard.ask(right)).isEqualTo(Verdict.WRONG);
        assertThat(guard.ask(another)).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void after_five_wrong_ones_nothing_is_looked_at_for_a_minute_the_right_one_neither() {
        for (int i = 0; i < 5; i++) {
            assertThat(guard.ask("guess")).isEqualTo(Verdict.WRONG);
        }

        assertThat(guard.ask(right)).isEqualTo(Verdict.LATER);
        clock.goOn(Duration.ofSeconds(59));
        assertThat(guard.ask(right)).isEqualTo(Verdict.LATER);
        clock.goOn(Duration.ofSeconds(1));
        assertThat(guard.ask(right)).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void a_clock_that_was_ahead_keeps_nobody_out() {
        clock.goOn(Duration.ofDays(400));
        for (int i = 0; i < 5; i++) {
            guard.ask("guess");
        }
        clock.goTo(Instant.parse("2026-11-21T08:00:00Z"));

        assertThat(guard.ask(right)).isEqualTo(Verdict.WELCOME);
    }

    @Test
    void nobody_gets_in_by_a_file_that_is_damaged_or_missing() throws Exception {
        for (String damaged : new String[] {"", "rubbish", " ", "00 00", "zz zz"}) {
            Files.writeString(data.resolve("password"), damaged);
            assertThat(password.is(right)).as(damaged).isFalse();
            assertThat(password.is("")).as(damaged).isFalse();
        }
        Files.delete(data.resolve("password"));
        assertThat(password.is("")).isFalse();
        assertThat(guard.ask(null)).isEqualTo(Verdict.WRONG);
        assertThat(guard.ask("a".repeat(100_000))).isEqualTo(Verdict.WRONG);
    }
}
