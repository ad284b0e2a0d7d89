package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Asked;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.certificate.TestIssuer.Leaf;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that misbehaves in every way, before the first certificate and in place of a renewal: refused with a reason, never
 * stored, never served, and not asked again in a tight loop. How slow ones end is with the courier that waits for them.
 */
class MisbehavingServerTest {

    private static final Instant NOW = Instant.now();
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final Vertx VERTX = Vertx.vertx();

    /** @param reason a part of what the box says then */
    private record Misbehaviour(String name, Answering answering, String reason) {

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    Path data;

    private final TestClock clock = new TestClock(NOW);
    private final RecordingListener listener = new RecordingListener();

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<Misbehaviour> misbehaviours() {
        return Stream.of(
                new Misbehaviour("hangs up", asked -> null, "the connection was cut."),
                said("nothing", 200, "", "holds no certificate"),
                said("a page", 200, "<html>Welcome</html>", "holds no certificate"),
                said("garbage", 201, "\u0000\u0001\u0002", "holds no certificate"),
                said("a truncated answer", 201, "{\"certificateChain\":\"-----BEGIN CERT", "holds no certificate"),
                said("another shape", 201, "[[[[]]]]", "holds no certificate"),
                said("too much", 201, " ".repeat(300_000), "too long"),
                said("no content", 204, "", "status 204"),
                said("a redirect", 307, "", "status 307"),
                said("an error", 500, "oops", "status 500"),
                said("nonsense for a status", 299, "", "status 299"),
                chain("a truncated chain", pem -> pem.substring(0, pem.length() / 3), "certificate"),
                chain("a chain that is no PEM", pem -> "rubbish", "certificate"),
                chain(
                        "a broken certificate",
                        pem -> pem.replaceFirst("(?s)\n.{64}", "\n" + "A".repeat(64)),
                        "certificate"),
                new Misbehaviour(
                        "sends another's certificate", Answers.grantingForAnotherKey(ISSUER), "for another key"),
                leaf("wrong names", leaf -> leaf.named("www.example.com"), "no names of a box"),
                leaf("no names", leaf -> leaf.named(), "no names of a box"),
                leaf("too wide a name", leaf -> leaf.named("*.odoo-iot.com"), "no names of a box"),
                leaf("an expired one", leaf -> leaf.valid(day(-90), day(-1)), "ended on"),
                leaf("one of tomorrow", leaf -> leaf.valid(day(1), day(91)), "valid from"));
    }

    private static Instant day(int from) {
        return NOW.plus(Duration.ofDays(from));
    }

    private static Misbehaviour said(String name, int status, String body, String reason) {
        return new Misbehaviour("says " + name, asked -> new Said(status, "application/json", body), reason);
    }

    private static Misbehaviour leaf(String name, UnaryOperator<Leaf> redrawn, String reason) {
        return new Misbehaviour("sends " + name, Answers.granting(ISSUER, redrawn), reason);
    }

    private static Misbehaviour chain(String name, UnaryOperator<String> spoilt, String reason) {
        Function<Asked, String> pem = asked ->
                ISSUER.leafFor(TestIssuer.keyIn(asked.signingRequest())).chainPem();
        return new Misbehaviour(
                "sends " + name,
                asked -> new Said(
                        201,
                        "application/json",
                        "{\"certificateChain\":\""
                                + spoilt.apply(pem.apply(asked)).replace("\n", "\\n") + "\"}"),
                reason);
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void nothing_is_stored_and_nobody_hammers(Misbehaviour wrong) throws Exception {
        try (FakeServer server = FakeServer.that(wrong.answering())) {
            Keeper keeper = keeper(server);

            BoxState state = attempt(keeper);

            assertThat(state.status().ok()).isFalse();
            assertThat(state.status().cause().toString()).contains(wrong.reason());
            assertThat(state.status().remedy()).isPresent();
            assertThat(state.pair()).isEmpty();
            assertThat(new PairStore(data).current()).isEmpty();
            assertThat(Files.exists(data.resolve("pairs"))).isFalse();
            assertThat(listener.served()).isEmpty();
            isNotAskedSoon(server, keeper, state, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void the_certificate_before_stays(Misbehaviour wrong) throws Exception {
        try (FakeServer server = FakeServer.that(Answers.granting(ISSUER))) {
            Keeper keeper = keeper(server);
            BoxState first = attempt(keeper);
            String before = first.pair().orElseThrow().serial();
            server.nowAnswers(wrong.answering());

            BoxState state = keeper.renewNow().await().atMost(Duration.ofSeconds(20));

            assertThat(state.status().code()).isEqualTo("OK");
            assertThat(state.lastAttempt().cause().toString()).contains(wrong.reason());
            assertThat(new PairStore(data).current().orElseThrow().serial()).isEqualTo(before);
            assertThat(listener.last().serial()).isEqualTo(before);
            isNotAskedSoon(server, keeper, state, 2);
        }
    }

    private void isNotAskedSoon(FakeServer server, Keeper keeper, BoxState state, int asked) {
        assertThat(server.asked()).hasSize(asked);
        assertThat(Duration.between(clock.instant(), state.nextAttempt())).isGreaterThan(Duration.ofSeconds(50));
        for (int i = 0; i < 5; i++) {
            keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));
        }
        assertThat(server.asked()).as("asked by people who reload the page").hasSize(asked);
    }

    private static BoxState attempt(Keeper keeper) {
        return keeper.attempt().await().atMost(Duration.ofSeconds(20));
    }

    private Keeper keeper(FakeServer server) {
        return TestKeeper.of(VERTX, TestKeeper.connectedTo(server.address()), PadlockDoor::new, data, listener, clock);
    }
}
