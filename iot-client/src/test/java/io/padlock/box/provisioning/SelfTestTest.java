package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** That it passes where it should, every box shows that gets its certificate. */
class SelfTestTest {

    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());
    private static final CertificatePair PAIR = Pairs.fresh(ISSUER, Instant.now());
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void another_certificate_though_it_is_of_the_same_issuer_and_for_the_same_name_is_not_the_one() {
        KeyPair key = TestIssuer.ec();
        try (FakeServer other = FakeServer.ofAnotherKindOverHttps(
                ISSUER.leafFor(key.getPublic()).serving(key.getPrivate()), Answers.page(200, ""))) {
            assertThat(why(URI.create(other.address()).getPort())).isEqualTo(Phrase.of("serving.other-certificate"));
        }
    }

    /** A stock box's own, which it shows until it has a better one, has no names but its subject. */
    @Test
    void a_certificate_for_another_name_is_told_apart_and_with_its_name() {
        KeyPair key = TestIssuer.ec();
        var zone = ISSUER.leafFor(key.getPublic()).named("*.00000000.odoo-iot.com");
        var stock = ISSUER.leafFor(key.getPublic()).named();
        for (var leaf : new TestIssuer.Leaf[] {zone, stock}) {
            try (FakeServer other =
                    FakeServer.ofAnotherKindOverHttps(leaf.serving(key.getPrivate()), Answers.page(200, ""))) {
                assertThat(why(URI.create(other.address()).getPort()))
                        .isEqualTo(Phrase.of(
                                "serving.other-name",
                                leaf == zone ? "*.00000000.odoo-iot.com" : "CN=Padlock TEST leaf",
                                "*." + TestIssuer.ZONE));
            }
        }
    }

    @Test
    void a_port_where_nobody_listens_serves_nothing() {
        assertThat(why(FakeServer.aFreePort()))
                .isEqualTo(Phrase.of("serving.no-connection", Phrase.of("trouble.refused")));
    }

    @Test
    void a_port_that_speaks_no_tls_serves_no_certificate() {
        try (FakeServer plain = FakeServer.ofAnotherKind(Answers.page(200, ""))) {
            assertThat(why(URI.create(plain.address()).getPort()).key()).isEqualTo("serving.no-connection");
        }
    }

    private static Phrase why(int port) {
        Throwable failure = catchThrowable(() -> new SelfTest(VERTX)
                .mustServe(SocketAddress.inetSocketAddress(port, "127.0.0.1"), PAIR)
                .await()
                .atMost(Duration.ofSeconds(20)));
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(NotServed.class);
        return ((NotServed) failure.getCause()).why();
    }
}
