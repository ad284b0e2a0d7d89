package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.certificate.TestIssuer.Leaf;
import io.padlock.box.network.Courier;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server that misbehaves in every way, before the first certificate and in place of a renewal: refused with a reason, never
 * stored, never served, and not asked again in a tight loop. How slow ones end is with the courier that waits for them.
 */
class MisbehavingServerTest extends KeeperInATest {

    private static final Instant NOW = Instant.now();
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);

    /** How a box asks, and how it is granted a certificate there. */
    private enum Door {
        PADLOCK(PadlockDoor::new),
        STOCK(StockDoor::new);

        private final Function<Courier, ServerDoor> made;

        Door(Function<Courier, ServerDoor> made) {
            this.made = made;
        }

        /** @param spoilt what becomes of the chain on its way */
        Answering granting(UnaryOperator<Leaf> redrawn, UnaryOperator<String> spoilt) {
            return asked -> {
                KeyPair made = TestIssuer.ec();
                PublicKey key = this == PADLOCK ? TestIssuer.keyIn(asked.signingRequest()) : made.getPublic();
                String chain = spoilt.apply(redrawn.apply(ISSUER.leafFor(key)).chainPem());
                return this == PADLOCK
                        ? new Said(
                                201,
                                "application/json",
                                new JsonObject().put("certificateChain", chain).encode())
                        : ofTheStockService(chain, OnTheDisk.pem(made.getPrivate()));
            };
        }
    }

    private static Said ofTheStockService(String chain, String key) {
        JsonObject result = new JsonObject()
                .put("subject_cn", "*." + TestIssuer.ZONE)
                .put("x509_pem", chain)
                .put("private_key_pem", key);
        return new Said(
                200, "application/json", new JsonObject().put("result", result).encode());
    }

    /** @param reason a part of what the box says then */
    private record Misbehaviour(Door door, String name, Answering answering, String reason) {

        @Override
        public String toString() {
            return door + ": " + name;
        }
    }

    MisbehavingServerTest() {
        super(NOW);
    }

    static Stream<Misbehaviour> misbehaviours() {
        return Stream.concat(
                Stream.of(Door.values()).flatMap(MisbehavingServerTest::atEither),
                Stream.concat(atOurs(), atTheStockOne()));
    }

    private static Stream<Misbehaviour> atEither(Door door) {
        return Stream.of(
                new Misbehaviour(door, "hangs up", asked -> null, "the connection was cut."),
                said(door, "nothing", 200, "", "holds no certificate"),
                said(door, "a page", 200, "<html>Welcome</html>", "holds no certificate"),
                said(door, "garbage", 200, "\u0000\u0001\u0002", "holds no certificate"),
                said(
                        door,
                        "a truncated answer",
                        200,
                        "{\"result\":{\"x509_pem\":\"-----BEGIN CERT",
                        "holds no certificate"),
                said(door, "another shape", 200, "[[[[]]]]", "holds no certificate"),
                said(door, "too much", 200, " ".repeat(300_000), "too long"),
                said(door, "no content", 204, "", "status 204"),
                said(door, "a redirect", 307, "", "status 307"),
                said(door, "an error", 500, "oops", "status 500"),
                said(door, "nonsense for a status", 299, "", "status 299"),
                chain(door, "a truncated chain", pem -> pem.substring(0, pem.length() / 3), "certificate"),
                chain(door, "a chain that is no PEM", pem -> "rubbish", "certificate"),
                chain(
                        door,
                        "a broken certificate",
                        pem -> pem.replaceFirst("(?s)\n.{64}", "\n" + "A".repeat(64)),
                        "certificate"),
                leaf(
                        door,
                        "another's certificate",
                        leaf -> leaf.of(TestIssuer.ec().getPublic()),
                        "for another key"),
                leaf(door, "wrong names", leaf -> leaf.named("www.example.com"), "no names of a box"),
                leaf(door, "no names", leaf -> leaf.named(), "no names of a box"),
                leaf(door, "too wide a name", leaf -> leaf.named("*.odoo-iot.com"), "no names of a box"),
                leaf(door, "an expired one", leaf -> leaf.valid(day(-90), day(-1)), "ended on"),
                leaf(door, "one of tomorrow", leaf -> leaf.valid(day(1), day(91)), "valid from"));
    }

    private static Stream<Misbehaviour> atOurs() {
        return Stream.of(
                said(
                        Door.PADLOCK,
                        "truncated, but created",
                        201,
                        "{\"certificateChain\":\"-----BEGIN",
                        "holds no certificate"),
                said(Door.PADLOCK, "created, and a page", 201, "<html>Welcome</html>", "holds no certificate"));
    }

    /** The service makes the key there, which gives it more to do wrong. */
    private static Stream<Misbehaviour> atTheStockOne() {
        Function<String, Answering> withKey = key -> asked ->
                ofTheStockService(ISSUER.leafFor(TestIssuer.ec().getPublic()).chainPem(), key);
        return Stream.of(
                new Misbehaviour(Door.STOCK, "sends no key", withKey.apply(""), "key"),
                new Misbehaviour(
                        Door.STOCK, "sends a broken key", withKey.apply("-----BEGIN PRIVATE KEY-----\nAAAA"), "key"),
                new Misbehaviour(
                        Door.STOCK,
                        "sends the key of another",
                        withKey.apply(OnTheDisk.pem(TestIssuer.ec().getPrivate())),
                        "for another key"),
                said(Door.STOCK, "a refusal without a word", 200, "{\"result\":null}", "refused to provide"),
                said(Door.STOCK, "an error without a word", 200, "{\"error\":{}}", "refused to provide"));
    }

    private static Instant day(int from) {
        return NOW.plus(Duration.ofDays(from));
    }

    private static Misbehaviour said(Door door, String name, int status, String body, String reason) {
        return new Misbehaviour(door, "says " + name, asked -> new Said(status, "application/json", body), reason);
    }

    private static Misbehaviour leaf(Door door, String name, UnaryOperator<Leaf> redrawn, String reason) {
        return new Misbehaviour(door, "sends " + name, door.granting(redrawn, pem -> pem), reason);
    }

    private static Misbehaviour chain(Door door, String name, UnaryOperator<String> spoilt, String reason) {
        return new Misbehaviour(door, "sends " + name, door.granting(leaf -> leaf, spoilt), reason);
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void nothing_is_stored_and_nobody_hammers(Misbehaviour wrong) throws Exception {
        try (FakeServer server = FakeServer.that(wrong.answering())) {
            Keeper keeper = keeper(server, wrong.door());

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
        try (FakeServer server = FakeServer.that(wrong.door().granting(leaf -> leaf, pem -> pem))) {
            Keeper keeper = keeper(server, wrong.door());
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

    private Keeper keeper(FakeServer server, Door door) {
        return keeper(server, door.made);
    }
}
