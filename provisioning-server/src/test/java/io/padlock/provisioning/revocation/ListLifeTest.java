package io.padlock.provisioning.revocation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListLifeTest {

    @Test
    void ten_days_are_the_most_and_a_second_more_is_refused() {
        assertThatCode(() -> new ListLife(Duration.ofDays(10), Duration.ofDays(5)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new ListLife(Duration.ofDays(10).plusSeconds(1), Duration.ofDays(1)))
                .hasMessageContaining("padlock.crl.life")
                .hasMessageContaining("4.9.7");
    }

    @Test
    void a_list_is_refreshed_at_half_of_its_life_at_the_latest() {
        assertThatCode(() -> new ListLife(Duration.ofHours(2), Duration.ofHours(1)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new ListLife(Duration.ofHours(2), Duration.ofMinutes(61)))
                .hasMessageContaining("padlock.crl.refresh");
    }

    @Test
    void refreshing_all_the_time_is_refused() {
        assertThatThrownBy(() -> new ListLife(Duration.ofDays(7), Duration.ofSeconds(59)))
                .hasMessageContaining("a minute is the least");
    }
}
