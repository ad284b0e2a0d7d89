package io.padlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Door;
import io.padlock.running.Fleet;
import io.padlock.running.Promises;
import io.padlock.running.ReadinessWatch;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is away for a minute while boxes ask: none gets anything but a certificate or "later", in time, and it heals. */
class DatabaseGoneIT {

    private static final int AWAY_SECONDS = Length.of(8, 60);
    private static final int BOXES = 8;

    private interface Step {
        void run() throws Exception;
    }

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
    void refused() throws Exception {
        isSurvived("refused", wired.wire()::pull, wired.wire()::plugIn);
    }

    @Test
    void silent() throws Exception {
        isSurvived("silent", wired.wire()::hold, wired.wire()::letGo);
    }

    /** As behind a firewall that restarts, or when the address moves to another machine: what was open stays silent for ever. */
    @Test
    void silent_and_none_of_the_old_connections_comes_back() throws Exception {
        isSurvived("silent and forgotten", wired.wire()::hold, () -> {
            wired.wire().silence();
            wired.wire().letGo();
        });
    }

    @Test
    void killed() throws Exception {
        isSurvived("killed", wired::killPostgres, wired::startPostgresAgain);
    }

    private void isSurvived(String how, Step away, Step back) throws Exception {
        Promises promises = new Promises();
        try (ReadinessWatch watch = new ReadinessWatch(wired.server(), promises);
                Fleet fleet =
                        Fleet.of(wired.server().url(), wired.customers(BOXES), Duration.ofMillis(100), promises)) {
            TimeUnit.SECONDS.sleep(2);
            away.run();
            Instant gone = Instant.now();
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            back.run();
            Instant returned = Instant.now();
            TimeUnit.SECONDS.sleep(10);
            fleet.stop();
            watch.toldTheTruth();
            watch.aliveAllTheTime();

            Duration untilSuccess = Duration.between(returned, firstSuccess(promises, returned));
            System.out.printf(
                    "%s for %d s: first success %d ms after; slowest answers v1 %d ms, stock %d ms%n",
                    how,
                    Duration.between(gone, returned).toSeconds(),
                    untilSuccess.toMillis(),
                    slowest(promises, Door.V1),
                    slowest(promises, Door.STOCK));
            assertThat(untilSuccess).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(promises.answers()).allMatch(answer -> answer.isCertificate() || answer.isLater());
        assertThat(slowest(promises, Door.STOCK)).isLessThan(5000);
        assertThat(slowest(promises, Door.V1)).isLessThan(21_000);
        try (Sql sql = wired.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
        }
    }

    private static Instant firstSuccess(Promises promises, Instant after) {
        return promises.answers().stream()
                .filter(answer -> answer.isCertificate() && answer.ended().isAfter(after))
                .map(Answer::ended)
                .min(Instant::compareTo)
                .orElseThrow(() -> new AssertionError("Nothing was issued after the database came back."));
    }

    private static long slowest(Promises promises, Door door) {
        return promises.answers().stream()
                .filter(answer -> answer.door() == door)
                .mapToLong(answer -> answer.took().toMillis())
                .max()
                .orElseThrow();
    }
}
