package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ScheduleTest extends KeeperInATest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    ScheduleTest() {
        super(NOW);
    }

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

    /** The page says when; the timer that was set before knows nothing of it. */
    @Test
    void what_a_person_began_and_failed_is_tried_again_when_the_page_says() throws Exception {
        try (FakeServer server = FakeServer.that(granting(new TestIssuer("Padlock", NOW), clock))) {
            Keeper keeper = keeper(server, PadlockDoor::new);
            AtomicBoolean jumps = new AtomicBoolean();
            // Before the schedule hears of it: so it has not to wait for that minute.
            keeper.watch(step -> {
                if (step == Keeper.Step.DONE && jumps.get()) {
                    clock.goOn(Duration.ofMinutes(2));
                }
            });
            new Schedule(vertx, keeper, clock).onStart(new StartupEvent());
            Deadline.until(
                    "the first certificate", () -> keeper.state().lastAttempt().ok());
            server.nowAnswers(Answers.page(503, "Sorry"));
            jumps.set(true);

            keeper.renewNow().await().atMost(Duration.ofSeconds(20));
            jumps.set(false);
            server.nowAnswers(granting(new TestIssuer("Padlock", NOW), clock));

            Deadline.until(
                    "the next attempt",
                    () -> server.asked().size() >= 2
                            && keeper.state().lastAttempt().ok());
        }
    }

    @Test
    void a_clock_that_was_years_ahead_does_not_put_the_next_look_off_for_years() {
        Instant ahead = NOW.plus(Duration.ofDays(5 * 365));

        assertThat(Schedule.isTooSoon(NOW, ahead, ahead.plus(HOUR))).isFalse();
    }
}
