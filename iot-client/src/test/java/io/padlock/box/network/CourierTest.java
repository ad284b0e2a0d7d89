package io.padlock.box.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.Settings;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers of bytes, which do what no HTTP server does. */
class CourierTest {

    private static final Duration WHOLE = Duration.ofSeconds(2);
    private static final Vertx VERTX = Vertx.vertx();

    private final AtomicReference<ServerSocket> listening = new AtomicReference<>();
    private final CompletableFuture<String> asked = new CompletableFuture<>();

    interface Talk {
        void with(OutputStream box) throws IOException, InterruptedException;
    }

    @AfterEach
    void close() throws IOException {
        listening.get().close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_whole_answer_is_brought_back_with_its_status_and_the_servers_clock() throws Exception {
        Reply reply = send(
                box -> say(
                        box,
                        "HTTP/1.1 503 Later\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\nRetry-After: 7\r\nContent-Length: 9\r\n\r\n{\"a\": 42}"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().path("a").asInt()).isEqualTo(42);
        assertThat(reply.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(reply.date()).hasToString("Optional[2026-11-21T08:00:00Z]");
        assertThat(asked.get(5, TimeUnit.SECONDS))
                .startsWith("POST /v1/certificates HTTP/1.1\r\n")
                .contains("content-type: application/json", "user-agent: padlock-box");
    }

    @Test
    void one_that_never_ends_is_cut_off_at_its_greatest_length_and_not_kept() {
        AtomicLong sent = new AtomicLong();

        Phrase trouble = troubleWith(box -> {
            say(box, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                say(box, "1000\r\n" + "a".repeat(0x1000) + "\r\n");
                sent.addAndGet(0x1000);
            }
        });

        assertThat(trouble).isEqualTo(Phrase.of("trouble.too-long"));
        assertThat(sent.get()).as("what fits into the buffers on the way").isLessThan(20_000_000);
    }

    @Test
    void one_byte_after_the_other_is_no_way_to_hold_a_box() {
        Phrase trouble = troubleWith(box -> {
            say(box, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                say(box, "a");
                TimeUnit.MILLISECONDS.sleep(50);
            }
        });

        assertThat(trouble).isEqualTo(Phrase.of("trouble.timed-out"));
    }

    @Test
    void silence_ends_too() {
        assertThat(troubleWith(box -> TimeUnit.SECONDS.sleep(60))).isEqualTo(Phrase.of("trouble.timed-out"));
    }

    @Test
    void an_answer_that_breaks_off_is_none() {
        assertThat(troubleWith(box -> say(box, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"cert")))
                .isEqualTo(Phrase.of("trouble.reset"));
    }

    @Test
    void what_is_no_http_is_a_broken_connection() {
        assertThat(troubleWith(box -> say(box, "SSH-2.0-OpenSSH_9.2\r\n\r\n")).key())
                .startsWith("trouble.");
    }

    @Test
    void a_header_without_an_end_is_a_broken_connection() {
        assertThat(troubleWith(box -> {
                            say(box, "HTTP/1.1 200 OK\r\nA: ");
                            for (int i = 0; i < 1_000; i++) {
                                say(box, "a".repeat(1_000));
                            }
                        })
                        .key())
                .startsWith("trouble.");
    }

    @Test
    void whoever_does_not_wait_any_more_hangs_up() throws Exception {
        CompletableFuture<Void> hungUp = new CompletableFuture<>();
        Cancellable waiting = courier(Duration.ofHours(1))
                .post(
                        ServerAddress.parse("http://127.0.0.1:"
                                + listenAnd(box -> {
                                    try {
                                        while (true) {
                                            say(box, "HTTP/1.1 100 Continue\r\n\r\n");
                                            TimeUnit.MILLISECONDS.sleep(10);
                                        }
                                    } finally {
                                        hungUp.complete(null);
                                    }
                                })),
                        "/v1/certificates",
                        Buffer.buffer("{}"))
                .subscribe()
                .with(reply -> {}, failure -> {});
        asked.get(20, TimeUnit.SECONDS);
        assertThat(hungUp).isNotDone();

        waiting.cancel();

        assertThat(hungUp).succeedsWithin(Duration.ofSeconds(20));
    }

    private Phrase troubleWith(Talk talk) {
        Throwable failure = catchThrowable(() -> send(talk));
        assertThat(failure).isNotNull();
        return Trouble.inWords(failure);
    }

    private Reply send(Talk talk) throws Exception {
        ServerAddress server = ServerAddress.parse("http://127.0.0.1:" + listenAnd(talk));
        return courier(WHOLE)
                .post(server, "/v1/certificates", Buffer.buffer("{}"))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static Courier courier(Duration whole) {
        return new Courier(
                VERTX,
                new Roots(new Settings(Optional.empty(), Optional.empty(), Optional.empty())).trust(),
                Proxy.of(Optional.empty(), Optional.empty()),
                whole);
    }

    private int listenAnd(Talk talk) throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening.set(socket);
        Thread thread = new Thread(() -> {
            try (Socket box = socket.accept()) {
                asked.complete(head(box.getInputStream()));
                talk.with(box.getOutputStream());
            } catch (IOException | UncheckedIOException | InterruptedException hungUp) {
                // Which is what the box is to do.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return socket.getLocalPort();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("{}")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void say(OutputStream box, String text) {
        try {
            box.write(text.getBytes(StandardCharsets.ISO_8859_1));
            box.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
