package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RareLineTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final RareLine line = new RareLine(clock);
    private final List<Long> told = new ArrayList<>();

    @Test
    void the_first_is_told_at_once_and_those_of_the_next_minute_together_with_the_one_after_it() {
        for (int i = 0; i < 1000; i++) {
            line.tell(told::add);
        }
        assertThat(told).containsExactly(1L);

        clock.advance(Duration.ofMinutes(1));
        line.tell(told::add);
        line.tell(told::add);
        assertThat(told).containsExactly(1L, 1000L);
    }

    @Test
    void a_clock_that_goes_back_by_two_years_silences_nothing() {
        line.tell(told::add);

        clock.advance(Duration.ofDays(-730));
        line.tell(told::add);

        assertThat(told).containsExactly(1L, 1L);
    }
}
