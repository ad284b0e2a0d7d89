package io.padlock.provisioning.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    /** Three at once, then one a minute. */
    private static final Rate RATE = Rate.of(3, 60);

    private final Buckets<String> shops = new Buckets<>();

    @Test
    void the_burst_is_granted_at_once_and_the_next_one_waits_one_interval() {
        assertThat(taken(NOON, 3)).isEqualTo(3);

        assertThat(shops.take("shop", RATE, NOON))
                .isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void one_nanosecond_too_early_is_too_early_and_the_very_moment_is_not() {
        taken(NOON, 3);

        assertThat(shops.take("shop", RATE, NOON.plusSeconds(60).minusNanos(1))).isEqualTo(1);
        assertThat(shops.take("shop", RATE, NOON.plusSeconds(60))).isZero();
        assertThat(shops.take("shop", RATE, NOON.plusSeconds(60)))
                .isEqualTo(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void whoever_is_refused_does_not_wait_longer_for_having_asked() {
        taken(NOON, 3);

        for (int second = 0; second < 60; second++) {
            assertThat(shops.take("shop", RATE, NOON.plusSeconds(second)))
                    .isEqualTo(Duration.ofSeconds(60 - second).toNanos());
        }
        assertThat(shops.take("shop", RATE, NOON.plusSeconds(60))).isZero();
    }

    @Test
    void a_burst_that_is_spread_over_its_refill_is_never_refused() {
        for (int minute = 0; minute < 1000; minute++) {
            assertThat(taken(NOON.plusSeconds(60L * minute), 1)).isEqualTo(1);
        }
        assertThat(taken(NOON.plusSeconds(60L * 999), 3))
                .as("what was not used")
                .isEqualTo(2);
    }

    @Test
    void a_year_without_a_question_gives_a_burst_and_not_more() {
        taken(NOON, 3);

        assertThat(taken(NOON.plus(Duration.ofDays(365)), 10)).isEqualTo(3);
    }

    @Test
    void a_clock_that_went_back_a_little_delays_by_that_little() {
        taken(NOON, 3);

        assertThat(shops.take("shop", RATE, NOON.minusSeconds(40)))
                .isEqualTo(Duration.ofSeconds(100).toNanos());
        assertThat(shops.take("shop", RATE, NOON.plusSeconds(60))).isZero();
    }

    @Test
    void a_clock_that_went_back_by_years_shuts_nobody_out() {
        taken(NOON, 3);
        Instant yearsBefore = NOON.minus(Duration.ofDays(3000));

        assertThat(taken(yearsBefore, 10)).isEqualTo(3);
        assertThat(shops.take("shop", RATE, yearsBefore))
                .isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void what_is_counted_afterwards_can_owe_twice_the_burst_and_not_more() {
        Rate afterwards = RATE.countedAfterwards();
        for (int i = 0; i < 1000; i++) {
            shops.count("shop", afterwards, NOON);
        }

        assertThat(shops.look("shop", afterwards, NOON))
                .isEqualTo(Duration.ofMinutes(4).toNanos());
        assertThat(shops.look("shop", afterwards, NOON.plusSeconds(240))).isZero();
    }

    @Test
    void the_largest_settings_do_not_overflow() {
        long boxes = Integer.MAX_VALUE;

        assertThat(Rate.of(boxes * 1_000_000, boxes).delay(0, 0)).isLessThan(0);
        assertThat(Rate.of(boxes * 1_000_000, boxes * 1_000_000).interval()).isEqualTo(1);
        assertThat(Rate.of(100_000_000, 100).countedAfterwards().most()).isPositive();
    }

    @Test
    void a_setting_out_of_range_is_named_with_its_rule() {
        assertThatThrownBy(() -> new DatabaseBudget(-1, 6))
                .hasMessage(
                        "padlock.budget.database.burst-per-box is -1; it must be from 0 to 1000000, 0 for no limit.");
        assertThatThrownBy(() -> new DatabaseBudget(20, 0))
                .hasMessage("padlock.budget.database.per-hour-per-box is 0; it must be from 1 to 1000000.");
    }

    private int taken(Instant when, int asked) {
        int granted = 0;
        for (int i = 0; i < asked; i++) {
            granted += shops.take("shop", RATE, when) <= 0 ? 1 : 0;
        }
        return granted;
    }
}
