package io.padlock.box.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.box.Answers;
import io.padlock.box.ConnectProxy;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a proxy with a password, which knows a name that nobody else knows. */
class ThroughAProxyTest {

    private static final String NAME = "padlock.behind-the-proxy.invalid";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());

    @TempDir
    Path somewhere;

    private ConnectProxy proxy;
    private FakeServer server;

    @BeforeEach
    void open() {
        KeyPair key = TestIssuer.ec();
        server = FakeServer.ofAnotherKindOverHttps(
                ISSUER.leafFor(key.getPublic()).named(NAME).serving(key.getPrivate()), Answers.page(200, "hello"));
        proxy = ConnectProxy.before(server);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_server_is_reached_and_the_proxy_sees_nothing_but_its_name() throws Exception {
        Reply reply = get(proxy.address());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().toString()).isEqualTo("hello");
        assertThat(proxy.told())
                .singleElement()
                .satisfies(head -> assertThat(head)
                        .startsWith("CONNECT " + NAME + ":443 ")
                        .contains(
                                Base64.getEncoder().encodeToString("box:pass word".getBytes(StandardCharsets.US_ASCII)))
                        .doesNotContain("/status"));
    }

    @Test
    void a_proxy_that_wants_another_password_is_what_is_said() throws Exception {
        for (String user : List.of("box:wrong@", "")) {
            assertThat(troubleBy(proxy.addressFor(user))).startsWith("the proxy wants a user and a password");
        }
        try (ConnectProxy forbidding = ConnectProxy.thatForbids()) {
            assertThat(troubleBy(forbidding.address())).isEqualTo("the proxy did not let it through.");
        }
    }

    @Test
    void where_no_proxy_listens_the_connection_was_refused() {
        assertThat(troubleBy("http://127.0.0.1:" + FakeServer.aFreePort())).isEqualTo("the connection was refused.");
    }

    private String troubleBy(String address) {
        Throwable failure = catchThrowable(() -> get(address));
        assertThat(failure).isNotNull();
        return Trouble.inWords(failure).toString();
    }

    private Reply get(String address) throws Exception {
        Settings settings = new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem())),
                Optional.empty());
        return new Courier(VERTX, new Roots(settings), Proxy.of(Optional.of(address), Optional.empty()))
                .get(ServerAddress.parse("https://" + NAME), "/status")
                .await()
                .atMost(Duration.ofSeconds(20));
    }
}
