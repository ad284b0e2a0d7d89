package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.999Z");

    @Test
    void a_life_counts_both_its_first_and_its_last_second() {
        Validity validity = Validity.from(NOW, Duration.ofDays(90));

        assertThat(validity.notBefore()).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
        assertThat(validity.notAfter()).isEqualTo(Instant.parse("2027-02-19T06:59:59Z"));
    }

    @Test
    void renewal_opens_at_two_thirds_of_the_life_and_leaves_half_of_the_rest_to_spare() {
        Validity window = Validity.from(NOW, Duration.ofDays(90)).renewalWindow();

        assertThat(window.notBefore()).isEqualTo(Instant.parse("2027-01-20T06:59:59Z"));
        assertThat(window.notAfter()).isEqualTo(Instant.parse("2027-02-04T06:59:59Z"));
    }

    @Test
    void the_day_from_which_a_life_is_too_long_is_known_ahead() {
        assertThat(Validity.tooLongFrom(Duration.ofDays(199), NOW)).contains(LocalDate.of(2027, 3, 15));
        assertThat(Validity.tooLongFrom(Duration.ofDays(90), NOW)).contains(LocalDate.of(2029, 3, 15));
        assertThat(Validity.tooLongFrom(Duration.ofDays(46), NOW)).isEmpty();
    }

    @ParameterizedTest(name = "on {0}: {1} days")
    @CsvSource({
        "2026-11-21T00:00:00Z, 199",
        "2027-03-14T23:59:59Z, 199",
        "2027-03-15T00:00:00Z, 99",
        "2029-03-14T23:59:59Z, 99",
        "2029-03-15T00:00:00Z, 46"
    })
    void the_longest_life_follows_the_calendar(Instant day, long days) {
        assertThat(Validity.longestOn(day)).isEqualTo(Duration.ofDays(days));
    }
}
