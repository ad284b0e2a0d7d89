package io.padlock.faults;

import io.padlock.faults.Trial.Readiness;
import io.padlock.running.Await;
import io.padlock.testing.Length;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL answers late, in drops, or over connections that don't last. */
class DatabaseSlowIT {

    private static final Duration LASTS = Duration.ofSeconds(Length.of(3, 60));

    @TempDir
    private static Path data;

    private static WiredServer wired;

    @BeforeAll
    static void start() throws Exception {
        wired = WiredServer.start(data);
    }

    @AfterAll
    static void stop() throws Exception {
        wired.close();
    }

    @Test
    void a_third_of_a_second_late_each_way() throws Exception {
        Trial.of(
                wired,
                "300 ms late",
                LASTS,
                Readiness.TELLS,
                () -> wired.wire().delay(Duration.ofMillis(300)),
                () -> wired.wire().delay(Duration.ZERO));
    }

    @Test
    void in_drops() throws Exception {
        Trial.of(
                wired,
                "2,000 bytes a second",
                LASTS,
                Readiness.MAY_SAY_EITHER,
                () -> wired.wire().trickle(2_000),
                () -> wired.wire().trickle(0));
    }

    @Test
    void half_closed_on_the_way_back() throws Exception {
        Trial.of(
                wired,
                "half closed, back",
                Duration.ZERO,
                Readiness.TELLS,
                () -> againAndAgain(wired.wire()::halfCloseTheWayBack),
                () -> {});
    }

    @Test
    void half_closed_on_the_way_there() throws Exception {
        Trial.of(
                wired,
                "half closed, there",
                Duration.ZERO,
                Readiness.TELLS,
                () -> againAndAgain(wired.wire()::halfCloseTheWayThere),
                () -> {});
    }

    @Test
    void cut_twice_a_second() throws Exception {
        Trial.of(
                wired,
                "cut twice a second",
                Duration.ZERO,
                Readiness.TELLS,
                () -> againAndAgain(wired.wire()::cut),
                () -> {});
    }

    /** Twice a second; each time there is a connection to do it to. */
    private static void againAndAgain(Runnable harm) throws Exception {
        for (long i = 0; i < 2 * LASTS.toSeconds(); i++) {
            Await.until(
                    "a connection to PostgreSQL",
                    Duration.ofSeconds(5),
                    () -> wired.wire().openConnections() > 0);
            harm.run();
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }
}
