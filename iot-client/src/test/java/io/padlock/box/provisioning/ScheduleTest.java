package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void before_its_time_the_box_sleeps_on() {
        assertThat(Schedule.isTooSoon(NOW, NOW.minus(HOUR), NOW.plus(Duration.ofDays(40))))
                .isTrue();
        assertThat(Schedule.isTooSoon(NOW, NOW.minus(HOUR), NOW)).isFalse();
    }

    @Test
    void a_clock_that_is_corrected_by_seconds_is_no_reason_to_look() {
        assertThat(Schedule.isTooSoon(NOW, NOW.plusSeconds(90), NOW.plus(HOUR))).isTrue();
    }

    @Test
    void a_clock_that_was_years_ahead_does_not_put_the_next_look_off_for_years() {
        Instant ahead = NOW.plus(Duration.ofDays(5 * 365));

        assertThat(Schedule.isTooSoon(NOW, ahead, ahead.plus(HOUR))).isFalse();
    }
}
