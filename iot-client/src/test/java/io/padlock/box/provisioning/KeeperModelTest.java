package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Settings;
import io.padlock.box.provisioning.ModelOfABox.Asking;
import io.padlock.box.provisioning.ModelOfABox.Foreseen;
import io.padlock.box.provisioning.ModelOfABox.Weather;
import io.padlock.box.words.Phrase;
import io.padlock.testing.Length;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Thousands of boxes, each with a short life of its own: faults of the server, the disk, the port and the clock, and people who
 * ask, in an order that nobody thought of. After each step the box says, serves, keeps and plans exactly what a model of it does
 * ({@link ModelOfABox}), which looks at the disk with its own eyes and knows nothing of the box's code.
 */
class KeeperModelTest {

    private static final int LIVES = Integer.getInteger("padlock.lives", Length.of(200, 20_000));
    private static final int STEPS = 12;
    private static final Instant BEGIN = Instant.parse("2040-03-01T08:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();

    private static final Logger LOG = Logger.getLogger("io.padlock.box");

    /** In memory where there is such a place: each step syncs a dozen files, and what a disk does then is not the matter here. */
    @TempDir(factory = InMemory.class)
    Path somewhere;

    static final class InMemory implements TempDirFactory {

        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "lives")
                    : Files.createTempDirectory("lives");
        }
    }

    private final TestClock clock = new TestClock(BEGIN);
    private final FakeServer server = FakeServer.that(asked -> null);
    private final Settings settings = new Settings(Optional.of(server.address()), Optional.empty(), Optional.empty());
    private final ServerDoor door = new PadlockDoor(TestKeeper.courier(VERTX, settings));
    private final TestIssuer issuer = new TestIssuer("Padlock", BEGIN);
    private final Map<Weather, Integer> met = new EnumMap<>(Weather.class);
    private final Map<String, Integer> told = new TreeMap<>();

    private Random random;
    private RecordingListener listener;
    private ModelOfABox model;
    private Keeper keeper;
    private Path data;
    private String database;
    private Weather weather;
    private volatile String granted;
    private final List<String> story = new ArrayList<>();

    /** Each fault is told, and nobody reads it ten thousand times. */
    @BeforeAll
    static void quiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void stopVertx() {
        LOG.setLevel(null);
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatever_happens_the_status_is_true_and_what_was_good_stays() throws Exception {
        server.nowAnswers(this::answer);
        for (int life = 1; life <= LIVES; life++) {
            try {
                live(life);
            } catch (AssertionError wrong) {
                throw new AssertionError("Life " + life + ", after " + story + ": " + wrong.getMessage(), wrong);
            }
        }
        server.close();
        System.out.println(
                LIVES + " lives of " + STEPS + " steps. The server's weather: " + met + ". Told: " + told + ".");
        assertThat(met).as("each weather was met").hasSize(Weather.values().length);
        assertThat(told.keySet())
                .as("each status that a keeper can come to")
                .contains(
                        "OK",
                        "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429",
                        "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT",
                        "ERR_IOT_HTTPS_CERT_EXPIRING",
                        "ERR_IOT_HTTPS_CERT_EXPIRED",
                        "ERR_IOT_HTTPS_CLOCK_WRONG",
                        "ERR_IOT_HTTPS_CERT_DAMAGED",
                        "ERR_IOT_HTTPS_CERT_NOT_STORED",
                        "ERR_IOT_HTTPS_CERT_NOT_SERVED");
    }

    private void live(int life) throws IOException {
        random = new Random(life);
        story.clear();
        clock.goTo(BEGIN);
        data = somewhere.resolve("box" + life);
        listener = new RecordingListener();
        model = new ModelOfABox(data);
        connect();
        keeper = start();
        changeWeather();
        for (int step = 0; step < STEPS; step++) {
            happens();
            if (random.nextInt(3) == 0) {
                changeWeather();
            }
            ask(any(Asking.values()));
        }
        story.clear();
    }

    private void changeWeather() {
        weather = random.nextInt(3) == 0 ? Weather.GRANTS : any(Weather.values());
        story.add("the server " + weather);
    }

    private void ask(Asking asking) throws IOException {
        // No two certificates begin at the same second.
        clock.goOn(Duration.ofSeconds(1));
        story.add(asking.toString());
        BoxState before = keeper.state();
        int asked = server.asked().size();
        if (asking == Asking.SOMEBODY_CONNECTS_IT) {
            connect();
        }
        Foreseen foreseen = model.foresee(asking, weather, listener.failure == null, database, clock.instant());

        BoxState state = await(asking);

        met.merge(weather, server.asked().size() - asked, Integer::sum);
        told.merge(state.status().code(), 1, Integer::sum);
        assertThat(server.asked().size() - asked).as("requests").isEqualTo(foreseen.isAsked() ? 1 : 0);
        if (foreseen.isNothing()) {
            assertThat(state).as("nothing happened").isEqualTo(before);
            return;
        }
        assertThat(state.lastAttempt().code()).as("how the attempt went").isEqualTo(foreseen.outcome());
        assertThat(state.status().code()).as("the status").isEqualTo(foreseen.status());
        String inService = state.pair().map(CertificatePair::serial).orElse(null);
        if (foreseen.isAnother()) {
            assertThat(inService).as("what was granted now is in service").isEqualTo(granted);
        } else {
            assertThat(inService).as("in service").isEqualTo(foreseen.serial());
        }
        if (inService != null) {
            assertThat(state.pair().get().isValidAt(clock.instant())
                            || clock.instant().isBefore(ModelOfABox.SOFTWARE))
                    .as("what is served is good, or nobody here knows")
                    .isTrue();
            assertThat(listener.last().serial())
                    .as("what is served is what the box says")
                    .isEqualTo(inService);
        }
        assertThat(state.nextAttempt())
                .as("the next attempt")
                .isBetween(foreseen.next().earliest(), foreseen.next().latest());
        assertThat(state.attempts().get(0).healed().isPresent())
                .as("tells that it healed")
                .isEqualTo(foreseen.isHealed());
        model.wentOn(asking, weather, foreseen, state, clock.instant());
        model.mustKeepWhatItSays(inService);
    }

    private void connect() throws IOException {
        database = new UUID(random.nextLong(), random.nextLong()).toString();
        new Credentials(settings, data).enter(Connection.entered(database, "M230701"));
    }

    private BoxState await(Asking asking) {
        Duration patience = Duration.ofSeconds(20);
        return switch (asking) {
            case THE_SCHEDULE -> keeper.attempt().await().atMost(patience);
            case SOMEBODY_OPENS_THE_PAGE -> keeper.attemptForAPerson().await().atMost(patience);
            case SOMEBODY_WANTS_ANOTHER -> keeper.renewNow().await().atMost(patience);
            case SOMEBODY_CONNECTS_IT -> keeper.attemptAnew().await().atMost(patience);
        };
    }

    private void happens() throws IOException {
        if (clock.instant().isBefore(BEGIN.minus(Duration.ofDays(365))) && random.nextBoolean()) {
            story.add(at(BEGIN.plus(Duration.ofDays(random.nextInt(60)))));
        }
        story.add(
                switch (random.nextInt(14)) {
                    case 0 -> later(Duration.ofSeconds(random.nextInt(1, 15)));
                    case 1 -> later(Duration.ofMinutes(random.nextInt(1, 200)));
                    case 2, 3 -> later(Duration.ofDays(random.nextInt(1, 60)));
                    case 4 -> later(Duration.ofDays(100));
                    case 5 -> random.nextInt(3) == 0 ? later(Duration.ofDays(-random.nextInt(1, 60))) : "nothing";
                    case 6 -> random.nextInt(3) == 0 ? at(Instant.EPOCH) : "nothing";
                    case 7, 8 -> restart();
                    case 9 -> model.damage(random);
                    case 10 -> model.loseTheLink();
                    case 11 -> portIsTakenOrFree();
                    case 12 -> model.diskTakesKeysOrNot(random);
                    default -> "nothing";
                });
    }

    private String later(Duration time) {
        clock.goOn(time);
        return time + " later";
    }

    private String at(Instant time) {
        clock.goTo(time);
        return "it is " + time;
    }

    private String restart() {
        Exception failure = listener.failure;
        listener = new RecordingListener();
        listener.failure = failure;
        keeper = start();
        model.restarted();
        return "a restart";
    }

    private String portIsTakenOrFree() {
        listener.failure = listener.failure == null ? new NotServed(Phrase.of("serving.other-certificate")) : null;
        return listener.failure == null ? "the port is free" : "somebody has the port";
    }

    /** What it signs is valid around the box's own time, whatever that is by now. */
    private Said answer(FakeServer.Asked asked) {
        Instant now = clock.instant();
        Answering answering = switch (weather) {
            case GRANTS -> Answers.granting(issuer, leaf -> leaf.valid(now, now.plus(Duration.ofDays(90))));
            case GRANTS_FOR_ANOTHER_KEY ->
                Answers.granting(
                        issuer,
                        leaf -> leaf.valid(now, now.plus(Duration.ofDays(90)))
                                .of(TestIssuer.ec().getPublic()));
            case GRANTS_OTHER_NAMES ->
                Answers.granting(
                        issuer, leaf -> leaf.named("www.example.com").valid(now, now.plus(Duration.ofDays(90))));
            // The fake server's own clock is this machine's, far from the test's.
            case GRANTS_WHAT_HAS_ENDED ->
                Answers.granting(issuer, leaf -> leaf.valid(now.minusSeconds(7200), now.minusSeconds(3600)));
            case REFUSES -> Answers.problem(403, false, "No.", "Do.");
            case REFUSES_THE_KEY -> Answers.problem(400, false, "Others have it.", "Make another.");
            case IS_DOWN -> Answers.page(503, "Sorry");
            case SAYS_LATER ->
                any -> new Said(429, "text/html", "Later")
                        .with("Retry-After", String.valueOf(ModelOfABox.SERVER_SAID.toSeconds()));
            case IS_A_HOTEL -> Answers.page(200, "<html>Welcome to our WiFi</html>");
            case HANGS_UP -> any -> null;
        };
        Said said = answering.to(asked);
        granted = weather == Weather.GRANTS
                ? OnTheDisk.serialIn(new JsonObject(said.body()).getString("certificateChain"))
                : null;
        return said;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Keeper start() {
        return TestKeeper.of(settings, door, data, listener, clock);
    }
}
