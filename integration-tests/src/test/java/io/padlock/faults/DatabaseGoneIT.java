package io.padlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.faults.Trial.Readiness;
import io.padlock.testing.Length;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is away for a minute while boxes ask: none gets anything but a certificate or "later", in time, and it heals. */
class DatabaseGoneIT {

    private static final Duration AWAY = Duration.ofSeconds(Length.of(8, 60));

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
    void refused_and_the_log_stays_short() throws Exception {
        long before = wired.server().said().lines().count();

        Trial.of(wired, "refused", AWAY, Readiness.GOES_DOWN, wired.wire()::pull, wired.wire()::plugIn);

        long lines = wired.server().said().lines().count() - before;
        System.out.printf("%d lines in the log%n", lines);
        assertThat(lines).as(wired.server().said()).isLessThan(200);
    }

    @Test
    void silent() throws Exception {
        Trial.of(wired, "silent", AWAY, Readiness.GOES_DOWN, wired.wire()::hold, wired.wire()::letGo);
    }

    /** As behind a firewall that restarts, or when the address moves to another machine: what was open stays silent for ever. */
    @Test
    void silent_and_none_of_the_old_connections_comes_back() throws Exception {
        Trial.of(wired, "silent and forgotten", AWAY, Readiness.GOES_DOWN, wired.wire()::hold, () -> {
            wired.wire().silence();
            wired.wire().letGo();
        });
    }

    @Test
    void killed() throws Exception {
        Trial.of(wired, "killed", AWAY, Readiness.GOES_DOWN, wired::killPostgres, wired::startPostgresAgain);
    }
}
