package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.Settings;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.box.network.Trouble;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract code is told to nobody who has not shown a certificate for the name that was set. */
class ServerOverHttpsTest {

    private static final String NOT_TRUSTED =
            "its TLS certificate is not trusted, or something in between answered in its place.";
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path somewhere;

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_server_with_a_root_that_was_set_is_asked() throws Exception {
        try (FakeServer server = serverNamed("localhost")) {
            Answer answer = ask(server, Optional.of(rootOf(ISSUER)));

            assertThat(answer).isInstanceOf(Answer.Refused.class);
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void a_server_with_an_unknown_root_hears_nothing() {
        try (FakeServer server = serverNamed("localhost")) {
            Throwable failure = catchThrowable(() -> ask(server, Optional.empty()));

            assertThat(Trouble.inWords(failure)).hasToString(NOT_TRUSTED);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void a_server_with_another_root_than_the_one_that_was_set_hears_nothing() throws Exception {
        Path another = rootOf(new TestIssuer("Padlock", Instant.now()));
        try (FakeServer server = serverNamed("localhost")) {
            Throwable failure = catchThrowable(() -> ask(server, Optional.of(another)));

            assertThat(Trouble.inWords(failure)).hasToString(NOT_TRUSTED);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void a_server_with_a_certificate_for_another_name_hears_nothing() throws Exception {
        Path root = rootOf(ISSUER);
        try (FakeServer server = serverNamed("padlock.example.com")) {
            Throwable failure = catchThrowable(() -> ask(server, Optional.of(root)));

            assertThat(Trouble.inWords(failure)).hasToString(NOT_TRUSTED);
            assertThat(server.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"-90, -1", "1, 90"})
    void a_server_whose_own_certificate_has_ended_or_not_begun_hears_nothing(int from, int until) throws Exception {
        Path root = rootOf(ISSUER);
        Instant now = Instant.now();
        try (FakeServer server = serverShowing(leaf ->
                leaf.named("localhost").valid(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until))))) {
            Throwable failure = catchThrowable(() -> ask(server, Optional.of(root)));

            assertThat(Trouble.inWords(failure).key()).isEqualTo("trouble.not-trusted-yet");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void a_server_that_says_nothing_when_tls_begins_is_given_up_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Throwable failure = catchThrowable(
                    () -> ask("https://localhost:" + silent.getLocalPort(), Optional.of(rootOf(ISSUER))));

            assertThat(Trouble.inWords(failure)).isEqualTo(Phrase.of("trouble.timed-out"));
        }
    }

    private static FakeServer serverNamed(String name) {
        return serverShowing(leaf -> leaf.named(name));
    }

    private static FakeServer serverShowing(UnaryOperator<TestIssuer.Leaf> redrawn) {
        KeyPair key = TestIssuer.ec();
        return FakeServer.overHttps(
                redrawn.apply(ISSUER.leafFor(key.getPublic())).serving(key.getPrivate()),
                Answers.problem(403, false, "Its subscription is Paused.", "Resume it."));
    }

    private Answer ask(FakeServer server, Optional<Path> roots) {
        return ask(server.address(), roots);
    }

    private Answer ask(String address, Optional<Path> roots) {
        Settings settings = new Settings(
                Optional.of(address),
                Optional.of("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11"),
                Optional.of("M230701-THE-CODE"),
                roots,
                Optional.empty());
        Identity identity = new Credentials(settings, somewhere).identity();
        return new PadlockDoor(new Courier(VERTX, new Roots(settings), Proxy.of(Optional.empty(), Optional.empty())))
                .ask((Connected) identity, "a signing request", new Box("dc:a6:32:01:02:03", "Shop counter"))
                .await()
                .atMost(Duration.ofSeconds(20))
                .answer();
    }

    private Path rootOf(TestIssuer issuer) throws Exception {
        return Files.writeString(somewhere.resolve("root.pem"), issuer.rootPem());
    }
}
