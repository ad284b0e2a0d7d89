package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of the drawing above {@link Keeper}, one a row: where a box is, what happens, where it is then, and when it looks again. */
class TransitionsTest extends KeeperInATest {

    private static final Instant NOW = Instant.parse("2040-03-01T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** Where a box is before. */
    private enum From {
        WITHOUT,
        KEEPING,
        /** The moment of renewal has come. */
        DUE,
        /** A day before the end. */
        NEARLY_ENDED,
        ENDED,
        DAMAGED,
        /** Damaged, with the pair before it still beside it. */
        DAMAGED_WITH_ONE_BEFORE,
        /** The link to the pair that counts is gone; the pair is not. */
        LINK_LOST,
        CLOCK_OF_1970,
        /** A restart without a network, of a box that has a pair and no battery. */
        KEEPING_WITH_A_CLOCK_OF_1970
    }

    /**
     * @param server null for one that grants
     * @param next from now on, or null for the moment of renewal
     */
    private record Arrow(From from, String event, Answering server, boolean isPortTaken, String to, Duration next) {

        @Override
        public String toString() {
            return from + " -- " + event + " --> " + to;
        }
    }

    TransitionsTest() {
        super(NOW);
    }

    static Stream<Arrow> arrows() {
        // By the clock of the day on which it is asked, which is the box's.
        Answering grants = null;
        Answering refuses = Answers.problem(403, false, "No.", "Do.");
        Answering isDown = Answers.page(503, "Sorry");
        Answering later = asked -> new Said(429, "text/html", "Later").with("Retry-After", "5000");
        Answering nobody = asked -> {
            throw new AssertionError("Nobody was to be asked.");
        };
        return Stream.of(
                arrow(From.WITHOUT, "granted", grants, "OK", null),
                arrow(From.WITHOUT, "refused", refuses, "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT", A_MINUTE),
                arrow(From.WITHOUT, "down", isDown, "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503", A_MINUTE),
                arrow(
                        From.WITHOUT,
                        "told to wait",
                        later,
                        "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429",
                        Duration.ofSeconds(5000)),
                arrow(From.WITHOUT, "cut", asked -> null, "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION", A_MINUTE),
                taken(From.WITHOUT, "granted, port taken", grants, "ERR_IOT_HTTPS_CERT_NOT_SERVED", A_MINUTE),
                arrow(From.KEEPING, "a look", nobody, "OK", null),
                taken(From.KEEPING, "restarted, port taken", nobody, "ERR_IOT_HTTPS_CERT_NOT_SERVED", A_MINUTE),
                arrow(From.DUE, "granted", grants, "OK", null),
                arrow(From.DUE, "refused", refuses, "OK", A_MINUTE),
                arrow(From.NEARLY_ENDED, "granted", grants, "OK", null),
                arrow(From.NEARLY_ENDED, "down", isDown, "ERR_IOT_HTTPS_CERT_EXPIRING", A_MINUTE),
                arrow(From.ENDED, "granted", grants, "OK", null),
                arrow(From.ENDED, "refused", refuses, "ERR_IOT_HTTPS_CERT_EXPIRED", A_MINUTE),
                arrow(From.DAMAGED, "granted", grants, "OK", null),
                arrow(From.DAMAGED, "refused", refuses, "ERR_IOT_HTTPS_CERT_DAMAGED", A_MINUTE),
                arrow(From.DAMAGED_WITH_ONE_BEFORE, "granted", grants, "OK", null),
                arrow(From.DAMAGED_WITH_ONE_BEFORE, "down", isDown, "OK", A_MINUTE),
                arrow(From.LINK_LOST, "a look", nobody, "OK", null),
                arrow(From.CLOCK_OF_1970, "a look", nobody, "ERR_IOT_HTTPS_CLOCK_WRONG", A_MINUTE),
                arrow(From.KEEPING_WITH_A_CLOCK_OF_1970, "a look", nobody, "ERR_IOT_HTTPS_CLOCK_WRONG", A_MINUTE));
    }

    private static Arrow arrow(From from, String event, Answering server, String to, Duration next) {
        return new Arrow(from, event, server, false, to, next);
    }

    private static Arrow taken(From from, String event, Answering server, String to, Duration next) {
        return new Arrow(from, event, server, true, to, next);
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void each_arrow_leads_where_it_is_drawn(Arrow arrow) throws Exception {
        try (FakeServer server = FakeServer.that(granting())) {
            bring(arrow.from, server);
            server.nowAnswers(arrow.server == null ? granting() : arrow.server);
            listener.failure = arrow.isPortTaken ? new NotServed(Phrase.of("serving.other-certificate")) : null;

            BoxState state = attempt(keeper(server));

            assertThat(state.status().code()).isEqualTo(arrow.to);
            if (arrow.next == null) {
                assertThat(state.nextAttempt())
                        .isEqualTo(state.pair().orElseThrow().renewAt());
            } else {
                // A tenth more or less, so that boxes that failed together do not return together.
                assertThat(Duration.between(clock.instant(), state.nextAttempt()))
                        .isBetween(
                                arrow.next.multipliedBy(9).dividedBy(10),
                                arrow.next.multipliedBy(11).dividedBy(10));
            }
            boolean isServed = state.status().ok()
                    || arrow.to.endsWith("EXPIRING")
                    || arrow.from == From.KEEPING_WITH_A_CLOCK_OF_1970;
            assertThat(state.pair().isPresent()).isEqualTo(isServed);
            assertThat(listener.last() != null && state.pair().isPresent()).isEqualTo(isServed);
        }
    }

    /** One box through the drawing, without a restart in between. */
    @Test
    void a_box_that_lives_on_goes_the_same_ways() throws Exception {
        try (FakeServer server = FakeServer.that(granting())) {
            clock.goTo(Instant.EPOCH);
            Keeper keeper = keeper(server);
            assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CLOCK_WRONG");
            clock.goTo(NOW);
            listener.failure = new NotServed(Phrase.of("serving.other-certificate"));
            assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
            listener.failure = null;
            assertThat(attempt(keeper).status().code())
                    .as("it was kept, and is served as soon as it can be")
                    .isEqualTo("OK");
            assertThat(server.asked()).hasSize(1);
            String first = keeper.state().pair().orElseThrow().serial();
            assertThat(keeper.renewNow()
                            .await()
                            .atMost(Duration.ofSeconds(20))
                            .pair()
                            .orElseThrow()
                            .serial())
                    .isNotEqualTo(first);
            server.nowAnswers(Answers.page(503, "Sorry"));
            clock.goTo(keeper.state().pair().orElseThrow().renewAt());
            assertThat(attempt(keeper).status().code()).isEqualTo("OK");
            clock.goTo(keeper.state().pair().orElseThrow().notAfter().minusSeconds(3600));
            assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRING");
            clock.goOn(Duration.ofHours(2));
            assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRED");
            server.nowAnswers(granting());
            assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        }
    }

    private void bring(From from, FakeServer server) throws IOException {
        if (from == From.CLOCK_OF_1970) {
            clock.goTo(Instant.EPOCH);
            return;
        }
        if (from == From.WITHOUT) {
            return;
        }
        Keeper keeper = keeper(server);
        Instant renewal = attempt(keeper).pair().orElseThrow().renewAt();
        switch (from) {
            case DUE -> clock.goTo(renewal);
            case NEARLY_ENDED -> clock.goOn(Duration.ofDays(89));
            case ENDED -> clock.goOn(Duration.ofDays(91));
            case DAMAGED -> damage();
            case DAMAGED_WITH_ONE_BEFORE -> {
                keeper.renewNow().await().atMost(Duration.ofSeconds(20));
                damage();
            }
            case LINK_LOST -> Files.delete(data.resolve("current"));
            case KEEPING_WITH_A_CLOCK_OF_1970 -> clock.goTo(Instant.EPOCH);
            default -> {}
        }
    }

    private Answering granting() {
        return granting(ISSUER, clock);
    }

    private void damage() throws IOException {
        Files.writeString(data.resolve("current/key.pem"), "rubbish");
    }

    private Keeper keeper(FakeServer server) {
        return keeper(server, PadlockDoor::new);
    }
}
