package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.certificate.Unusable;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of things that happen to a box, in an order that nobody thought of. After each of them: the status is what a
 * simple model of the box says, what is served is whole and good, and what was good before is still there.
 */
class KeeperModelTest {

    private static final int STEPS = 700;
    private static final Instant BEGIN = Instant.parse("2026-11-21T08:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path data;

    private final TestClock clock = new TestClock(BEGIN);
    private final FakeServer server = FakeServer.that(asked -> null);
    private RecordingListener listener = new RecordingListener();
    private Random random;
    private Keeper keeper;
    private String served;

    /** What the server does from now on, and what the box has to say of it when it has nothing good itself. */
    private record Weather(String name, FakeServer.Answering answering, String code) {}

    private List<Weather> weathers() {
        // What it signs is valid around the box's own time, whatever that is by now.
        Function<FakeServer.Asked, TestIssuer> now = asked -> new TestIssuer("Padlock", clock.instant());
        return List.of(
                new Weather(
                        "grants", asked -> Answers.granting(now.apply(asked)).to(asked), "OK"),
                new Weather(
                        "grants", asked -> Answers.granting(now.apply(asked)).to(asked), "OK"),
                new Weather(
                        "grants for another key",
                        asked -> Answers.grantingForAnotherKey(now.apply(asked)).to(asked),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
                new Weather(
                        "grants other names",
                        asked -> Answers.granting(now.apply(asked), leaf -> leaf.named("www.example.com"))
                                .to(asked),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
                new Weather(
                        "grants what has ended",
                        asked -> Answers.granting(
                                        now.apply(asked),
                                        leaf -> leaf.valid(
                                                clock.instant().minusSeconds(7200),
                                                clock.instant().minusSeconds(3600)))
                                .to(asked),
                        // The real clock, that of the fake server, is far from the test's.
                        "ERR_IOT_HTTPS_CLOCK_WRONG"),
                new Weather(
                        "refuses", Answers.problem(403, false, "No.", "Do."), "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"),
                new Weather(
                        "refuses the key",
                        Answers.problem(400, false, "Others have it.", "Make another."),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT"),
                new Weather("is down", Answers.page(503, "Sorry"), "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503"),
                new Weather(
                        "says later",
                        asked -> new Said(429, "text/html", "Later").with("Retry-After", "5000"),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429"),
                new Weather(
                        "is a hotel",
                        asked -> new Said(200, "text/html", "<html>Welcome to our WiFi</html>"),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
                new Weather("hangs up", asked -> null, "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"),
                new Weather(
                        "says too much",
                        asked -> new Said(200, "application/json", " ".repeat(300_000)),
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION"));
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, 4_711})
    void whatever_happens_the_status_is_true_and_what_was_good_stays(long seed) throws Exception {
        random = new Random(seed);
        keeper = start();
        List<String> story = new ArrayList<>();
        Weather weather = weathers().get(0);
        server.nowAnswers(weather.answering());
        for (int step = 0; step < STEPS; step++) {
            story.add(happens());
            if (random.nextInt(3) == 0) {
                weather = weathers().get(random.nextInt(weathers().size()));
                server.nowAnswers(weather.answering());
                story.add("the server " + weather.name());
            }
            Optional<CertificatePair> before = goodOnTheDisk();
            int asked = server.asked().size();

            BoxState state = keeper.attempt().await().atMost(Duration.ofSeconds(20));

            try {
                judge(state, before, weather, server.asked().size() - asked);
            } catch (AssertionError wrong) {
                throw new AssertionError(
                        "Seed " + seed + ", step " + step + ", after "
                                + story.subList(Math.max(0, story.size() - 12), story.size()) + ": "
                                + wrong.getMessage(),
                        wrong);
            }
        }
        server.close();
    }

    private String happens() throws IOException {
        return switch (random.nextInt(12)) {
            case 0, 1 -> later(Duration.ofMinutes(random.nextInt(1, 30)));
            case 2, 3 -> later(Duration.ofDays(random.nextInt(1, 40)));
            case 4 -> later(Duration.ofDays(100));
            case 5 -> restart();
            case 6 -> damage("key.pem");
            case 7 -> damage("chain.pem");
            case 8 -> damage("renew-at");
            case 9 -> {
                Files.deleteIfExists(data.resolve("current"));
                yield "the link was lost";
            }
            case 10 -> {
                listener.failure =
                        listener.failure == null ? new NotServed(Phrase.of("serving.other-certificate")) : null;
                yield listener.failure == null ? "the port is free" : "somebody has the port";
            }
            default -> "nothing";
        };
    }

    private String later(Duration time) {
        clock.goOn(time);
        return time + " later";
    }

    private String restart() {
        Exception failure = listener.failure;
        listener = new RecordingListener();
        listener.failure = failure;
        served = null;
        keeper = start();
        return "a restart";
    }

    private String damage(String file) throws IOException {
        Path damaged = data.resolve("current").resolve(file);
        if (Files.exists(damaged)) {
            Files.writeString(damaged, random.nextBoolean() ? "" : "rubbish");
        }
        return file + " was damaged";
    }

    private void judge(BoxState state, Optional<CertificatePair> before, Weather weather, int asked)
            throws IOException {
        Instant now = clock.instant();
        CertificatePair inService = state.pair().orElse(null);
        assertThat(asked).as("requests of one attempt").isLessThanOrEqualTo(1);
        assertThat(state.nextAttempt()).as("the next attempt").isAfter(now);
        if (inService != null) {
            assertThat(inService.isValidAt(now)).as("what is served is good").isTrue();
            assertThat(listener.last().serial())
                    .as("what is served is what the box says")
                    .isEqualTo(inService.serial());
            assertThat(state.status().code()).isIn("OK", "ERR_IOT_HTTPS_CERT_EXPIRING");
            assertThat(state.status().code().equals("OK") || inService.isNearItsEndAt(now))
                    .isTrue();
        } else {
            assertThat(state.status().ok()).as("without a pair it is not well").isFalse();
            assertThat(told(state)).as("told beside what the matter was").contains(weatherSays(weather, asked));
        }
        if (before.isPresent() && listener.failure == null) {
            assertThat(inService)
                    .as("a good pair was on the disk, and the port is free")
                    .isNotNull();
        }
        if (served != null && inService == null) {
            assertThat(before.filter(pair -> pair.serial().equals(served)))
                    .as("what was served before has ended, or is lost")
                    .isEmpty();
        }
        served = inService == null ? null : inService.serial();
        mustBelongTogether();
    }

    /** Its code, and the codes of what it was told because of. */
    private static String told(BoxState state) {
        return state.lastAttempt().code() + " " + state.lastAttempt().cause();
    }

    private String weatherSays(Weather weather, int asked) {
        boolean isNotServed =
                listener.failure != null && (asked == 0 || weather.code().equals("OK"));
        if (isNotServed) {
            return "another certificate";
        }
        return switch (weather.code()) {
            case "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT" -> "refused to provide";
            case "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503" -> "(status 503)";
            case "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429" -> "(status 429)";
            case "ERR_IOT_HTTPS_CLOCK_WRONG" -> "clock is wrong";
            default -> "tried to reach";
        };
    }

    private Optional<CertificatePair> goodOnTheDisk() {
        try {
            return new PairStore(data).current().filter(pair -> pair.isValidAt(clock.instant()));
        } catch (Unusable e) {
            return Optional.empty();
        }
    }

    /** What counts now is whole, unless this very test damaged it. */
    private void mustBelongTogether() throws IOException {
        if (Files.exists(data.resolve("current"), LinkOption.NOFOLLOW_LINKS)
                && served != null
                && server.asked().size() > 0) {
            try {
                new PairStore(data).current();
            } catch (Unusable damaged) {
                assertThat(damaged.getMessage()).doesNotContain("do not belong together");
            }
        }
    }

    private Keeper start() {
        return TestKeeper.of(VERTX, TestKeeper.connectedTo(server.address()), PadlockDoor::new, data, listener, clock);
    }
}
