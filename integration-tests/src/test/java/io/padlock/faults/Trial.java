package io.padlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Door;
import io.padlock.running.Fleet;
import io.padlock.running.Promises;
import io.padlock.running.ReadinessWatch;
import io.padlock.running.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Boxes that ask while something is done to the database, and what must hold then and after. */
final class Trial {

    interface Step {
        void run() throws Exception;
    }

    /** What readiness has to say while it lasts. Before and after, it has to be up; liveness always. */
    enum Readiness {
        /** Nothing can be issued: within the watch's lag, and until the end. */
        GOES_DOWN,
        /** Whether certificates are issued, as far as that lasts long enough to be told. */
        TELLS,
        /** What is asked is small and passes, what is issued is long and comes too late: that nobody knows before it does. */
        MAY_SAY_EITHER
    }

    /** What a fault may cost, once it is over. */
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(5);

    private static final int BOXES = 8;
    /** Its deadline, and a machine that has too much to do. */
    private static final Duration LATEST_V1 = Duration.ofSeconds(21);

    /** It gives up after 5 s. */
    private static final Duration LATEST_STOCK = Duration.ofSeconds(5);

    private final WiredServer wired;
    private final Promises promises = new Promises();
    private final int saidBefore;
    private Instant begun;
    private Instant ended;
    private Instant over;

    private Trial(WiredServer wired) {
        this.wired = wired;
        saidBefore = wired.server().said().length();
    }

    static void of(WiredServer wired, String what, Duration lasts, Readiness readiness, Step fault, Step end)
            throws Exception {
        Trial trial = new Trial(wired);
        try (ReadinessWatch watch = new ReadinessWatch(wired.server(), trial.promises)) {
            Instant before = Instant.now();
            TimeUnit.MILLISECONDS.sleep(500);
            watch.isUpBy(before, before.plus(HEALED_WITHIN));
            trial.run(what, lasts, fault, end);
            watch.isUpBy(trial.over, trial.over.plus(HEALED_WITHIN).plus(ReadinessWatch.LAG));
            watch.stop();
            watch.aliveAllTheTime();
            if (readiness != Readiness.MAY_SAY_EITHER) {
                watch.toldTheTruth();
            }
            if (readiness == Readiness.GOES_DOWN) {
                watch.wasDown(trial.begun.plus(ReadinessWatch.LAG), trial.ended);
            }
        }
        trial.judge();
    }

    private void run(String what, Duration lasts, Step fault, Step end) throws Exception {
        try (Fleet fleet = Fleet.of(wired.server().url(), wired.customers(BOXES), Duration.ofMillis(50), promises)) {
            TimeUnit.MILLISECONDS.sleep(500);
            fault.run();
            begun = Instant.now();
            TimeUnit.MILLISECONDS.sleep(lasts.toMillis());
            ended = Instant.now();
            end.run();
            over = Instant.now();
            awaitSuccess();
            fleet.stop();
        }
        System.out.printf(
                "%s for %.1f s: first success %d ms after; slowest answers v1 %d ms, stock %d ms; %d of %d were \"later\"%n",
                what,
                lasts.toMillis() / 1000.0,
                millisUntilSuccess(),
                slowest(Door.V1).toMillis(),
                slowest(Door.STOCK).toMillis(),
                promises.answers().stream().filter(Answer::isLater).count(),
                promises.answers().size());
    }

    private void awaitSuccess() throws InterruptedException {
        while (firstSuccess().equals(Instant.MAX)
                && Instant.now().isBefore(over.plus(HEALED_WITHIN.multipliedBy(12)))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(500);
    }

    private void judge() {
        assertThat(firstSuccess()).as("first success").isBefore(over.plus(HEALED_WITHIN));
        assertThat(promises.answers())
                .as("certificates, and refusals that a box survives")
                .allMatch(answer -> answer.isCertificate() || answer.isLater());
        assertThat(slowest(Door.STOCK)).isLessThan(LATEST_STOCK);
        assertThat(slowest(Door.V1)).isLessThan(LATEST_V1);
        assertThat(wired.server().said().substring(saidBefore))
                .as("what it said, in sentences")
                .doesNotContain("\n\tat ");
        try (Sql sql = wired.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
        }
    }

    private long millisUntilSuccess() {
        Instant first = firstSuccess();
        return first.equals(Instant.MAX) ? -1 : Duration.between(over, first).toMillis();
    }

    private Instant firstSuccess() {
        return promises.answers().stream()
                .filter(answer -> answer.isCertificate() && answer.ended().isAfter(over))
                .map(Answer::ended)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private Duration slowest(Door door) {
        return promises.answers().stream()
                .filter(answer -> answer.door() == door)
                .map(Answer::took)
                .max(Duration::compareTo)
                .orElseThrow();
    }
}
