package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLadderTest {

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 32", "7, 64", "8, 128"})
    void the_first_wait_is_a_minute_and_each_next_one_twice_as_long(int failures, long minutes) {
        for (int i = 0; i < 1000; i++) {
            assertThat(RetryLadder.after(failures, Duration.ZERO, random))
                    .isBetween(tenths(minutes, 9), tenths(minutes, 11));
        }
    }

    @ParameterizedTest
    @CsvSource({"9", "10", "63", "64", "65", "1000", "2147483647"})
    void it_never_waits_longer_than_four_hours_and_a_tenth(int failures) {
        for (int i = 0; i < 1000; i++) {
            assertThat(RetryLadder.after(failures, Duration.ZERO, random)).isBetween(tenths(240, 9), tenths(240, 11));
        }
    }

    @Test
    void boxes_that_failed_together_do_not_return_together() {
        assertThat(IntStream.range(0, 100).mapToObj(box -> RetryLadder.after(5, Duration.ZERO, random)))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_server_that_asks_for_more_patience_gets_it() {
        assertThat(RetryLadder.after(1, Duration.ofMinutes(10), random)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryLadder.after(20, Duration.ofDays(1), random)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_server_that_asks_for_more_than_a_day_gets_a_day() {
        assertThat(RetryLadder.after(1, Duration.ofDays(30), random)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_server_that_asks_for_less_patience_does_not_make_it_impatient() {
        assertThat(RetryLadder.after(1, Duration.ofSeconds(5), random)).isGreaterThanOrEqualTo(tenths(1, 9));
    }

    private static Duration tenths(long minutes, int tenths) {
        return Duration.ofMinutes(minutes).multipliedBy(tenths).dividedBy(10);
    }
}
