package io.padlock.hostility;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Door;
import io.padlock.running.Fleet;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are begun and never end, a thousand of them: others are served meanwhile, and in the end they are cut. */
class HeldOpenIT {

    private static final int HELD = 1_000;
    private static final int DRIPPING = 200;
    /** Two minutes, where nobody wants to see the end of it. */
    private static final Duration CUT_AFTER = Duration.ofSeconds(12);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private final Promises promises = new Promises();

    @Test
    void a_thousand_requests_that_never_end_keep_nobody_waiting_and_are_cut() throws Exception {
        try (Server server = Server.start(
                data,
                Server.AS_USUAL,
                "-Dquarkus.http.idle-timeout=" + CUT_AFTER.toSeconds() + "s",
                "-Dpadlock.budget.database.burst-per-box=0")) {
            Customer customer = Customer.knownTo(server);
            List<Socket> held = new ArrayList<>();
            // Made before: the last has to be begun before the first is cut, however slow the machine is.
            List<byte[]> parts = parts(customer);
            try (Fleet fleet = Fleet.of(server.url(), List.of(customer, customer), Duration.ofMillis(20), promises)) {
                for (int i = 0; i < HELD; i++) {
                    held.add(begun(server, parts.get(i % parts.size())));
                }
                int heardBefore = promises.answers().size();
                assertThat(Footprint.openTo(server)).isGreaterThanOrEqualTo(HELD);
                Await.until(
                        "answers beside them",
                        PATIENCE,
                        () -> promises.answers().size() - heardBefore > 50);
                assertThat(Footprint.openTo(server)).isGreaterThanOrEqualTo(HELD);
                assertThat(server.isReady()).isTrue();
                assertThat(server.isLive()).isTrue();
                fleet.stop();
            }
            assertThat(promises.answers()).allMatch(Answer::isCertificate);
            // The test's own clients keep theirs as long.
            Await.until("an end of all of them", CUT_AFTER.plus(PATIENCE), () -> Footprint.openTo(server) == 0);
            for (Socket one : held) {
                assertThat(isEnded(one)).isTrue();
                one.close();
            }
            long threads = Footprint.of(server).threads();
            drip(server, customer);
            assertThat(Footprint.of(server).threads()).as("threads").isLessThan(threads + 5);
            assertThat(new Caller(server.url()).stock(customer).isCertificate()).isTrue();
            assertThat(server.said()).doesNotContain("\tat ");
            try (Sql sql = Sql.of(data)) {
                promises.mustHold(sql);
            }
        }
    }

    /** A byte now and then, for longer than silence may last: these stay, and still keep nobody waiting. */
    private void drip(Server server, Customer customer) throws Exception {
        List<Socket> dripping = new ArrayList<>();
        byte[] headAlone = parts(customer).get(2);
        for (int i = 0; i < DRIPPING; i++) {
            dripping.add(begun(server, headAlone));
        }
        try (Fleet fleet = Fleet.of(server.url(), List.of(customer, customer), Duration.ofMillis(20), promises)) {
            int heardBefore = promises.answers().size();
            for (int second = 0; second < CUT_AFTER.toSeconds() + 3; second++) {
                TimeUnit.SECONDS.sleep(1);
                for (Socket one : dripping) {
                    one.getOutputStream().write(' ');
                }
            }
            assertThat(Footprint.openTo(server)).isGreaterThanOrEqualTo(DRIPPING);
            fleet.stop();
            assertThat(promises.answers().size() - heardBefore)
                    .as("answers beside them")
                    .isGreaterThan(50);
        }
        assertThat(promises.answers()).allMatch(Answer::isCertificate);
        for (Socket one : dripping) {
            one.close();
        }
    }

    private static Socket begun(Server server, byte[] part) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream().write(part);
        return socket;
    }

    /** Nothing, half a head, a head alone, half a body. */
    private static List<byte[]> parts(Customer customer) {
        byte[] body = Caller.body(Door.V1, customer, Requests.good());
        String head = "POST /v1/certificates HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n\r\n";
        String text = new String(body, StandardCharsets.US_ASCII);
        return Stream.of("", head.substring(0, head.length() / 2), head, head + text.substring(0, text.length() / 2))
                .map(part -> part.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private static boolean isEnded(Socket socket) throws IOException {
        socket.setSoTimeout(100);
        try {
            byte[] all = socket.getInputStream().readAllBytes();
            // Who began a body may be told that the rest did not come.
            return all.length == 0 || new String(all, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 4");
        } catch (SocketException reset) {
            return true;
        }
    }
}
