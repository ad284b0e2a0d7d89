package io.padlock.testing.hostility;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.contract.ContractDocument;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hostile requests are worth something only if a server that answers them wrongly is found out. */
class JudgeTest {

    private static final String SECRET = "secret-of-somebody-else";
    private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nPadlock-Reference: 1111-1111-1111\r\n";

    private final Deck deck = new Deck(ContractDocument.reviewed());

    @Test
    void nothing_is_wrong_with_a_refusal() throws Exception {
        assertThat(faultsOf(BAD_REQUEST + "Content-Length: 2\r\n\r\n{}")).isEmpty();
    }

    @Test
    void a_mistake_of_the_servers_is_found() throws Exception {
        assertThat(faultsOf("HTTP/1.1 500 Oops\r\nPadlock-Reference: a\r\nContent-Length: 2\r\n\r\n{}"))
                .contains("the answer is 500");
    }

    @Test
    void service_unavailable_is_found_where_nobody_overloads_it() throws Exception {
        assertThat(faultsOf(
                        "HTTP/1.1 503 Later\r\nRetry-After: 3\r\nPadlock-Reference: a\r\nContent-Length: 2\r\n\r\n{}"))
                .contains("the answer is 503");
    }

    @Test
    void a_stack_trace_is_found() throws Exception {
        assertThat(faultsOf(BAD_REQUEST + "Content-Length: 35\r\n\r\nError\n\tat io.padlock.Door.open(1)\n\n\n"))
                .contains("the answer tells what the server is made of");
    }

    @Test
    void the_name_of_a_class_is_found() throws Exception {
        assertThat(faultsOf(BAD_REQUEST + "Content-Length: 26\r\n\r\njava.lang.NullPointerOrSo!"))
                .contains("the answer tells what the server is made of");
    }

    @Test
    void a_secret_is_found() throws Exception {
        assertThat(faultsOf(BAD_REQUEST + "X-A: " + SECRET + "\r\nContent-Length: 0\r\n\r\n"))
                .contains("the answer tells a secret");
    }

    @Test
    void a_connection_cut_without_a_word_is_found() throws Exception {
        assertThat(faultsOf("")).contains("1 requests got 0 answers");
    }

    @Test
    void an_answer_without_a_word_is_found() throws Exception {
        assertThat(faultsOf("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
                .contains("the answer has neither a body nor a reference");
    }

    @Test
    void an_answer_that_is_no_http_is_found() throws Exception {
        assertThat(faultsOf("Hello\r\n\r\n")).contains("what came is no HTTP");
    }

    @Test
    void a_header_that_a_request_wrote_is_found() throws Exception {
        assertThat(faultsOf(BAD_REQUEST + HostileText.FORGED + ": 1\r\nContent-Length: 2\r\n\r\n{}"))
                .contains("a request wrote a header into the answer");
    }

    @Test
    void what_the_contract_says_against_it_is_told() throws Exception {
        Attack attack = attack(0);
        Judge judge = new Judge(
                exchange -> {
                    throw new AssertionError("not in the contract");
                },
                exchange -> {},
                List.of());
        Outcome outcome = outcomeOf(attack, BAD_REQUEST + "Content-Length: 2\r\n\r\n{}");

        assertThat(judge.faults(attack, outcome)).contains("not in the contract");
    }

    @Test
    void a_server_that_hangs_is_found() {
        Attack attack = attack(0);

        assertThat(judge().faults(attack, new Outcome(List.of(), Outcome.Ending.HUNG)))
                .contains("no answer came, and the connection stood");
    }

    @Test
    void a_case_follows_from_seed_and_number() {
        Prey prey = new Prey("127.0.0.1", 1, "t", "i", "s", "z");
        Deck another = new Deck(ContractDocument.reviewed());
        for (long number = 0; number < 3_000; number++) {
            assertThat(CurlLine.of(another.attack(7, number, prey)))
                    .isEqualTo(CurlLine.of(deck.attack(7, number, prey)));
        }
    }

    @Test
    void a_wrong_answer_is_told_with_a_line_for_curl_that_does_it_again() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> {
                while (!server.isClosed()) {
                    answer(server, "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}");
                }
            });
            answering.setDaemon(true);
            answering.start();
            Prey prey = new Prey("127.0.0.1", server.getLocalPort(), "token", "issuer", "serial", "zone");
            Hostility hostility = new Hostility(deck, prey, judge(), 1);

            hostility.run(0, 40);

            long plain = 0;
            while (!deck.attack(1, plain, prey).script().plain) {
                plain++;
            }
            String line = CurlLine.of(deck.attack(1, plain, prey));
            assertThat(plain).isLessThan(40);
            assertThat(hostility.faults())
                    .allSatisfy(fault -> assertThat(fault).contains("curl -s "))
                    .anySatisfy(fault ->
                            assertThat(fault).contains("the answer is 500").contains("\n  " + line));
        }
    }

    private List<String> faultsOf(String answer) throws Exception {
        Attack attack = attack(0);
        return judge().faults(attack, outcomeOf(attack, answer));
    }

    private static Judge judge() {
        return new Judge(exchange -> {}, exchange -> {}, List.of(SECRET));
    }

    /** The first whose request is good HTTP, so that it must be answered. */
    private Attack attack(int port) {
        Prey prey = new Prey("127.0.0.1", port, "token", "issuer", "serial", "zone");
        for (long number = 0; ; number++) {
            Attack attack = deck.attack(1, number, prey);
            if (attack.kind().name().equals("wrong type") && !attack.counted()) {
                return attack;
            }
        }
    }

    /** From a server that answers anything with these bytes and ends the connection. */
    private Outcome outcomeOf(Attack attack, String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answer(server, answer));
            answering.start();
            try (Sender sender = new Sender()) {
                return sender.make(attack(server.getLocalPort()));
            } finally {
                answering.join();
            }
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            in.read(new byte[64 * 1024]);
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
        } catch (SocketException closed) {
            // Whoever asked is gone, or the test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
