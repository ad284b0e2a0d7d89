package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerificationPaceTest {

    private static final long MILLISECOND = 1_000_000;

    /** Starts where a clock of nanoseconds may: below zero. */
    private final AtomicLong clock = new AtomicLong(Long.MIN_VALUE + 5 * MILLISECOND);

    private final VerificationPace pace = new VerificationPace(clock::get);

    @Test
    void the_first_signature_is_verified() {
        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void within_a_millisecond_of_a_good_one_none_is_verified() {
        pace.foundGood();
        clock.addAndGet(MILLISECOND - 1);

        assertThat(pace.isDue()).isFalse();
    }

    @Test
    void after_a_millisecond_one_is_verified_again() {
        pace.foundGood();
        clock.addAndGet(MILLISECOND);

        assertThat(pace.isDue()).isTrue();
    }

    @Test
    void as_long_as_none_was_found_good_every_one_is_verified() {
        pace.foundGood();
        clock.addAndGet(MILLISECOND);

        for (int i = 0; i < 10; i++) {
            assertThat(pace.isDue()).isTrue();
        }
    }

    @Test
    void a_clock_that_runs_over_its_end_does_no_harm() {
        clock.set(Long.MAX_VALUE);
        pace.foundGood();
        clock.addAndGet(MILLISECOND);

        assertThat(pace.isDue()).isTrue();
    }
}
