package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.TestClock;
import io.padlock.box.status.Status.LoadRequestStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final String SERVER = "https://padlock.example.com";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(NOW);
    private Patience patience;

    @BeforeEach
    void a_server_said_in_ten_minutes() {
        patience = new Patience(folder, clock);
        patience.hears(new LoadRequestStatus(SERVER, 503, List.of(), ""), Duration.ofMinutes(10));
        assertThat(patience.failed(true)).isEqualTo(NOW.plusSeconds(600));
        assertThat(patience.heldBackBy(SERVER)).isPresent();
    }

    @Test
    void the_moment_may_come_while_an_attempt_is_held_back() {
        clock.goOn(Duration.ofSeconds(601));

        assertThat(patience.failed(true)).isEqualTo(NOW.plusSeconds(601));
    }

    @Test
    void another_connection_may_be_entered_while_an_attempt_is_held_back() {
        patience.startAnew();

        assertThat(patience.failed(true)).isEqualTo(NOW);
    }
}
