package io.padlock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Promises;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import io.padlock.testing.wire.PostgresFraming;
import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The connection to PostgreSQL ends before and after each message of an issuance, each way: those of the statements, and on a
 * new connection those of its opening too. How many there are at least is learned from issuances that nothing happens to.
 */
class CutIT {

    /** Every so manieth message is cut; the whole is of one message each. */
    private static final int STRIDE = Length.of(8, 1);

    private static final Duration NEXT_SUCCESS = Duration.ofSeconds(5);

    /** A connection that fell silent is cut after 10 s, by whoever needs it next. */
    private static final Duration NEXT_SUCCESS_AFTER_SILENCE = Duration.ofSeconds(15);

    /** Which connection is chosen, and what it knows, is for the pool to say. */
    private static final int TRIES = 5;

    enum Issuance {
        /** With the assignment of a zone. */
        FIRST,
        SECOND_KEY,
        REPEATED,
        STOCK
    }

    @TempDir
    private static Path data;

    private static WiredServer wired;
    private static Caller caller;
    private static Customer known;
    private static String knownKey;

    private final Promises promises = new Promises();
    private final AtomicInteger cuts = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        wired = WiredServer.start(data);
        wired.wire().watch(new PostgresFraming(), (connection, direction, bytes) -> Fate.PASS);
        wired.wire().cut();
        caller = new Caller(wired.server().url());
        known = Customer.knownTo(wired.server());
        knownKey = Requests.good();
        assertThat(caller.v1(known, knownKey).isNew()).isTrue();
    }

    @AfterAll
    static void stop() throws Exception {
        wired.close();
    }

    @AfterEach
    void nothing_was_promised_that_is_not_so() throws Exception {
        wired.wire().watchNoMore();
        Await.until("readiness", NEXT_SUCCESS, wired.server()::isReady);
        assertThat(wired.server().isLive()).isTrue();
        try (Sql sql = wired.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
        }
        System.out.println(cuts + " cuts");
    }

    @ParameterizedTest
    @EnumSource
    void on_an_open_connection(Issuance issuance) throws Exception {
        cutEach(issuance, false);
    }

    @ParameterizedTest
    @EnumSource
    void on_a_new_connection(Issuance issuance) throws Exception {
        cutEach(issuance, true);
    }

    /** Cut alike, but neither end hears of it: the most that can happen is that somebody has to wait. */
    @Test
    void silent_from_any_message_on() throws Exception {
        for (Direction direction : Direction.values()) {
            int messages = messages(Issuance.FIRST, direction);
            for (int message = 1; message <= messages; message += Length.of(messages, 1)) {
                assertThat(isCutAt(Issuance.FIRST, message, direction, Fate.SILENCE, false))
                        .as("message " + message + " " + direction)
                        .isTrue();
            }
        }
    }

    /**
     * From the first message to the last: to the one that does not come, however often it is waited for. At least as many as on an
     * open connection are met on a new one: how many more is a matter of how many connections the pool opens for one issuance.
     */
    private void cutEach(Issuance issuance, boolean onNewConnection) throws Exception {
        for (Direction direction : Direction.values()) {
            int fewest = messages(issuance, direction);
            assertThat(fewest).as("messages of an issuance").isGreaterThan(2);
            int message = 1;
            while (isCutAt(issuance, message, direction, Fate.CUT_BEFORE, onNewConnection)
                    && isCutAt(issuance, message, direction, Fate.CUT_AFTER, onNewConnection)) {
                message += STRIDE;
            }
            assertThat(message).as("messages that were met").isGreaterThan(fewest);
        }
    }

    /** The fewest of several times: a connection on which all statements are known already needs less words. */
    private int messages(Issuance issuance, Direction direction) throws Exception {
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            fewest = Math.min(fewest, messagesThisTime(issuance, direction));
        }
        return fewest;
    }

    private int messagesThisTime(Issuance issuance, Direction direction) throws Exception {
        Attempt attempt = new Attempt(issuance);
        prepare(false);
        AtomicInteger passed = new AtomicInteger();
        wired.wire().watch((connection, way, bytes) -> {
            if (way == direction) {
                passed.incrementAndGet();
            }
            return Fate.PASS;
        });
        assertThat(promises.heard(attempt.ask()).isCertificate()).isTrue();
        wired.wire().watchNoMore();
        return passed.get();
    }

    private boolean isCutAt(Issuance issuance, int message, Direction direction, Fate fate, boolean onNewConnection)
            throws Exception {
        int before = cuts.get();
        for (int i = 0; i < TRIES && cuts.get() == before; i++) {
            tryToCutAt(issuance, message, direction, fate, onNewConnection);
        }
        return cuts.get() > before;
    }

    private void tryToCutAt(Issuance issuance, int message, Direction direction, Fate fate, boolean onNewConnection)
            throws Exception {
        String where = issuance + ", message " + message + " " + direction + ", " + fate;
        Attempt attempt = new Attempt(issuance);
        prepare(onNewConnection);
        AtomicInteger passed = new AtomicInteger();
        wired.wire().watch((connection, way, bytes) -> {
            boolean isNow = way == direction && passed.incrementAndGet() == message;
            if (isNow) {
                cuts.incrementAndGet();
            }
            return isNow ? fate : Fate.PASS;
        });
        Answer answer = promises.heard(attempt.ask());
        wired.wire().watchNoMore();
        assertThat(answer.isCertificate() || answer.isLater())
                .as(where + answer)
                .isTrue();

        Duration limit = fate == Fate.SILENCE ? NEXT_SUCCESS_AFTER_SILENCE : NEXT_SUCCESS;
        Instant asked = Instant.now();
        Answer next = promises.heard(attempt.ask());
        while (!next.isCertificate() && Instant.now().isBefore(asked.plus(limit))) {
            TimeUnit.MILLISECONDS.sleep(20);
            next = promises.heard(attempt.ask());
        }
        assertThat(next.isCertificate())
                .as("the next one after " + where + next)
                .isTrue();
        assertThat(Duration.between(asked, Instant.now()))
                .as("the next one after " + where)
                .isLessThan(limit);
        Await.until("readiness after " + where, NEXT_SUCCESS, wired.server()::isReady);
        assertThat(wired.server().isLive()).as("liveness after " + where).isTrue();
    }

    private static void prepare(boolean onNewConnection) throws Exception {
        if (onNewConnection) {
            wired.wire().cut();
            // So that it is the pool that knows of it, not the next request that finds out.
            TimeUnit.MILLISECONDS.sleep(50);
        } else {
            assertThat(caller.v1(known, knownKey).isCertificate()).isTrue();
        }
    }

    /** One box that asks until it has what it wants, always for the same. */
    private static final class Attempt {

        private final Issuance issuance;
        private final Customer customer;
        private final String key;

        Attempt(Issuance issuance) throws Exception {
            this.issuance = issuance;
            this.customer = issuance == Issuance.FIRST ? Customer.knownTo(wired.server()) : known;
            this.key = issuance == Issuance.REPEATED ? knownKey : Requests.good();
        }

        Answer ask() {
            return issuance == Issuance.STOCK ? caller.stock(customer) : caller.v1(customer, key);
        }
    }
}
