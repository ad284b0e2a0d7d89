package io.padlock.box.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real proxy, with a password: it makes connections to whoever it is told, and knows a name that nobody else knows. */
class ThroughAProxyTest {

    private static final String NAME = "padlock.behind-the-proxy.invalid";
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());

    @TempDir
    Path somewhere;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private ServerSocket proxy;
    private FakeServer server;

    @BeforeEach
    void open() throws IOException {
        KeyPair key = TestIssuer.ec();
        server = FakeServer.ofAnotherKindOverHttps(
                ISSUER.leafFor(key.getPublic()).named(NAME).serving(key.getPrivate()), Answers.page(200, "hello"));
        proxy = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        thread(this::takeAll);
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
        Reply reply = get("http://box:pass%20word@127.0.0.1:" + proxy.getLocalPort());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().toString()).isEqualTo("hello");
        assertThat(told)
                .singleElement()
                .satisfies(head -> assertThat(head)
                        .startsWith("CONNECT " + NAME + ":443 ")
                        .contains(
                                Base64.getEncoder().encodeToString("box:pass word".getBytes(StandardCharsets.US_ASCII)))
                        .doesNotContain("/status"));
    }

    @Test
    void a_proxy_that_wants_another_password_is_what_is_said() {
        assertThat(troubleBy("http://box:wrong@127.0.0.1:" + proxy.getLocalPort()))
                .isEqualTo("the proxy did not let it through.");
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

    private void takeAll() throws IOException {
        while (!proxy.isClosed()) {
            Socket box = proxy.accept();
            thread(() -> serve(box));
        }
    }

    private void serve(Socket box) throws IOException {
        String head = head(box.getInputStream());
        told.add(head);
        String expected = Base64.getEncoder().encodeToString("box:pass word".getBytes(StandardCharsets.US_ASCII));
        if (!head.contains("Basic " + expected)) {
            say(box, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
            box.close();
            return;
        }
        Socket further = new Socket(InetAddress.getLoopbackAddress(), port(server.address()));
        say(box, "HTTP/1.1 200 Connection established\r\n\r\n");
        thread(() -> pass(box, further));
        pass(further, box);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                out.write(some, 0, read);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // One of both hung up, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
