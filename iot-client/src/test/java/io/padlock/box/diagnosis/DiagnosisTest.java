package io.padlock.box.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.ConnectProxy;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.diagnosis.Finding.Verdict;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.Settings;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Roots;
import io.padlock.box.provisioning.AskingConfig.Protocol;
import io.padlock.box.report.Heard;
import io.padlock.box.status.Status.Explained;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each finding is reached by a real cause, and none is told where it does not hold. */
class DiagnosisTest {

    private static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String BEHIND = "https://padlock.behind-the-proxy.invalid";
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());
    private static final Proxy NONE = Proxy.of(Optional.empty(), Optional.empty());
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path somewhere;

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_name_that_is_not_found() throws Exception {
        List<Finding> found = way("https://no-such-server.invalid", Optional.empty());

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
            assertThat(finding.evidence()).hasToString("The name no-such-server.invalid is not found.");
            assertThat(finding.remedy().orElseThrow().toString()).contains("DNS");
        });
    }

    @Test
    void a_port_where_nobody_listens() throws Exception {
        int port = FakeServer.aFreePort();

        List<Finding> found = way("https://localhost:" + port, Optional.empty());

        assertThat(found.get(0).verdict()).isEqualTo(Verdict.WELL);
        assertThat(found.get(1).verdict()).isEqualTo(Verdict.BAD);
        assertThat(found.get(1).evidence().toString()).contains("127.0.0.1, port " + port + ": refused");
        assertThat(found.get(1).remedy().orElseThrow().toString()).contains("TCP port " + port);
        assertThat(found).hasSize(2);
    }

    /** Whose queue is full, the kernel drops what comes: as a firewall does. */
    @Test
    void a_port_that_says_nothing() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(begun(full.getLocalPort()));
            }

            List<Finding> found = way("https://127.0.0.1:" + full.getLocalPort(), Optional.empty());

            assertThat(found.get(1).verdict()).isEqualTo(Verdict.BAD);
            assertThat(found.get(1).evidence().toString()).contains("no answer within 5 s");
            assertThat(found.get(1).remedy().orElseThrow().toString()).contains("firewall");
            for (Socket one : waiting) {
                one.close();
            }
        }
    }

    private static Socket begun(int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(100);
        try {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
        } catch (IOException queueIsFull) {
            // That one is not in it any more.
        }
        return socket;
    }

    @Test
    void a_server_that_shows_what_nobody_trusts_and_who_issued_it() throws Exception {
        try (FakeServer server = serverNamed("localhost", Answers.page(200, ""))) {
            Finding trust = way(server.address(), Optional.empty()).get(2);

            assertThat(trust.subject()).isEqualTo(Subject.TRUST);
            assertThat(trust.verdict()).isEqualTo(Verdict.BAD);
            assertThat(trust.evidence().toString())
                    .contains("issued by CN=Padlock TEST intermediate")
                    .contains("is not trusted");
            assertThat(trust.remedy().orElseThrow().toString()).contains("padlock.box.server-roots");
        }
    }

    @Test
    void a_server_that_is_trusted_and_one_of_another_name() throws Exception {
        Optional<Path> root = Optional.of(Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem()));
        try (FakeServer server = serverNamed("localhost", Answers.page(200, ""));
                FakeServer other = serverNamed("padlock.example.com", Answers.page(200, ""))) {
            assertThat(way(server.address(), root).get(2).verdict()).isEqualTo(Verdict.WELL);
            assertThat(way(other.address(), root).get(2).verdict()).isEqualTo(Verdict.BAD);
        }
    }

    @Test
    void a_port_that_does_not_speak_tls() throws Exception {
        try (FakeServer plain = FakeServer.ofAnotherKind(Answers.page(200, ""))) {
            Finding trust = way(plain.address().replace("http:", "https:"), Optional.empty())
                    .get(2);

            assertThat(trust.verdict()).isEqualTo(Verdict.BAD);
            assertThat(trust.evidence().toString()).startsWith("No TLS connection comes about: ");
        }
    }

    @Test
    void whoever_answers_at_the_address_that_opens_is_looked_at() throws Exception {
        Optional<Path> root = Optional.of(Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem()));
        try (FakeServer server = serverNamed("localhost", Answers.page(200, ""))) {
            ServerAddress address = ServerAddress.parse(server.address());
            List<Finding> found = wayToServer(server.address(), root, FakeServer.aFreePort())
                    .look(
                            address,
                            NextHop.towards(address, Optional.empty()),
                            InetAddress.getByName("127.0.0.2"),
                            InetAddress.getByName("127.0.0.1"))
                    .findings();

            assertThat(found).hasSize(3).allMatch(finding -> finding.verdict() == Verdict.WELL);
            assertThat(found.get(1).evidence().toString()).contains("127.0.0.1");
        }
    }

    /** It shows a certificate of its own, or nothing at all; over plain HTTP it shows what it is. */
    @Test
    void a_hotel_before_a_server_over_https() throws Exception {
        for (Said portal : List.of(
                new Said(302, "text/html", "").with("Location", "http://login.hotel.example/?secret=1"),
                new Said(200, "text/html", "<html>Welcome</html>"),
                new Said(511, "text/html", "Log in"))) {
            try (FakeServer itsOwn = serverNamed("login.hotel.example", asked -> portal);
                    FakeServer plain = FakeServer.ofAnotherKind(asked -> portal)) {
                for (String address : List.of(itsOwn.address(), "https://localhost:" + FakeServer.aFreePort())) {
                    List<Finding> found = lookingAtPlainHttp(address, plain);

                    Finding last = found.get(found.size() - 1);
                    assertThat(last.evidence().key()).isEqualTo("way.login-page");
                    assertThat(last.evidence().toString())
                            .contains("in the place of localhost: status " + portal.status())
                            .doesNotContain("secret");
                    assertThat(last.remedy().orElseThrow().toString()).contains("login");
                }
            }
        }
    }

    @Test
    void a_server_that_has_plain_http_too_is_no_hotel() throws Exception {
        for (Said own : List.of(
                new Said(301, "text/html", "").with("Location", "https://localhost/v1/authority/root.pem"),
                new Said(302, "text/html", "").with("Location", "/web/login"),
                new Said(200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----"),
                new Said(404, "text/html", "Not found"),
                new Said(502, "text/html", "Bad gateway"))) {
            try (FakeServer itsOwn = serverNamed("localhost", asked -> own);
                    FakeServer plain = FakeServer.ofAnotherKind(asked -> own)) {
                assertThat(lookingAtPlainHttp(itsOwn.address(), plain)
                                .get(2)
                                .evidence()
                                .key())
                        .isEqualTo("trust.not");
                assertThat(lookingAtPlainHttp("https://localhost:" + FakeServer.aFreePort(), plain)
                                .get(1)
                                .evidence()
                                .key())
                        .isEqualTo("way.failures");
            }
        }
    }

    @Test
    void a_server_that_is_what_it_should_be() throws Exception {
        Told told = ask(asked -> asked.path().equals("/v1/eligibility")
                ? eligible(true, "")
                : Said.ofTheContract(200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----\n")
                        .with("Content-Disposition", "attachment; filename=\"root.pem\""));

        assertThat(told.findings()).allMatch(finding -> finding.verdict() == Verdict.WELL);
        assertThat(told.findings().stream().map(Finding::subject))
                .containsExactly(Subject.ANSWER, Subject.CLOCK, Subject.ELIGIBILITY);
    }

    @Test
    void a_hotel_in_the_place_of_the_server() throws Exception {
        for (Said portal : List.of(
                new Said(302, "text/html", "").with("Location", "http://login.hotel.example/?secret=1"),
                new Said(200, "text/html", "<html>Welcome</html>"),
                new Said(511, "text/html", "Log in"))) {
            Finding answer = ask(asked -> portal).findings().get(0);

            assertThat(answer.verdict()).isEqualTo(Verdict.BAD);
            assertThat(answer.evidence().toString())
                    .contains("Somebody else answers")
                    .doesNotContain("secret");
            assertThat(answer.remedy().orElseThrow().toString()).contains("login");
        }
    }

    @Test
    void a_server_that_is_down_is_no_hotel() throws Exception {
        Finding answer = ask(Answers.page(502, "Bad Gateway")).findings().get(0);

        assertThat(answer.verdict()).isEqualTo(Verdict.BAD);
        assertThat(answer.evidence().toString()).contains("status 502");
    }

    @Test
    void a_clock_that_is_far_from_the_servers() throws Exception {
        Told told = ask(Answers.page(200, ""), new TestClock(Instant.now().plus(Duration.ofDays(40))));

        assertThat(told.of(Subject.CLOCK).verdict()).isEqualTo(Verdict.BAD);
        assertThat(told.of(Subject.CLOCK).remedy().orElseThrow().toString()).contains("NTP");
    }

    @Test
    void a_database_that_may_not_have_a_certificate_and_why() throws Exception {
        Told told = ask(asked -> asked.path().equals("/v1/eligibility")
                ? eligible(false, "NO_IOT_BOX_LINE")
                : new Said(200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----\n"));

        Finding eligibility = told.of(Subject.ELIGIBILITY);
        assertThat(eligibility.verdict()).isEqualTo(Verdict.BAD);
        assertThat(eligibility.reasons())
                .containsExactly(new Explained("NO_IOT_BOX_LINE", "The explanation.", "The remedy."));
    }

    @Test
    void a_server_that_does_not_decide_now_has_not_said_no_and_what_it_says_is_told() throws Exception {
        for (int status : new int[] {429, 503}) {
            Told withReasons = ask(
                    answeringOnEligibility(Answers.problem(status, true, "Too many asked.", "Come back in a minute.")));
            Told without = ask(answeringOnEligibility(Answers.page(status, "Later")));

            assertThat(withReasons.of(Subject.ELIGIBILITY).reasons())
                    .containsExactly(
                            new Explained(Answers.codeOf(status), "Too many asked.", "Come back in a minute."));
            assertThat(without.of(Subject.ELIGIBILITY).reasons()).isEmpty();
            for (Told told : List.of(withReasons, without)) {
                assertThat(told.of(Subject.ELIGIBILITY).verdict()).isEqualTo(Verdict.NOT_LOOKED_AT);
                assertThat(told.of(Subject.ELIGIBILITY).evidence())
                        .hasToString("The server did not decide now (status " + status + "). Look again later.");
            }
        }
    }

    @Test
    void a_page_in_the_place_of_the_servers_verdict_is_none() throws Exception {
        for (int status : new int[] {200, 403, 502}) {
            Finding eligibility = ask(answeringOnEligibility(Answers.page(status, "<html>Bad gateway</html>")))
                    .of(Subject.ELIGIBILITY);

            assertThat(eligibility.verdict()).isEqualTo(Verdict.NOT_LOOKED_AT);
            assertThat(eligibility.evidence().toString()).contains("status " + status);
        }
    }

    private static Answering answeringOnEligibility(Answering answering) {
        return asked -> asked.path().equals("/v1/eligibility")
                ? answering.to(asked)
                : new Said(200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----\n");
    }

    @Test
    void a_proxy_whose_name_is_not_found_is_told_as_the_proxys() throws Exception {
        Finding finding = last(throughProxy("http://no-such-proxy.invalid:3128"));

        assertThat(finding.subject()).isEqualTo(Subject.NAME_OF_SERVER);
        assertThat(finding.evidence()).hasToString("The name of the proxy, no-such-proxy.invalid, is not found.");
        assertThat(finding.remedy().orElseThrow().toString())
                .contains("padlock.box.proxy")
                .contains("https_proxy");
    }

    @Test
    void a_proxy_that_is_not_there_is_told_as_the_proxys() throws Exception {
        int port = FakeServer.aFreePort();
        List<Finding> found = throughProxy("http://127.0.0.1:" + port);

        assertThat(found.get(0).evidence())
                .hasToString("The box goes through the proxy 127.0.0.1, which is found at 127.0.0.1.");
        assertThat(last(found).evidence())
                .hasToString("No connection to the proxy opens: 127.0.0.1, port " + port + ": refused.");
        assertThat(last(found).remedy().orElseThrow().toString())
                .contains("padlock.box.proxy")
                .doesNotContain("server");
    }

    @Test
    void a_proxy_that_lets_nothing_through_or_wants_a_password_is_told_with_what_it_needs() throws Exception {
        try (ConnectProxy proxy = ConnectProxy.thatForbids()) {
            Finding password = last(throughProxy(proxy.addressFor("")));
            Finding forbidden = last(throughProxy(proxy.address()));

            assertThat(password.evidence().toString()).contains("the proxy wants a user and a password");
            assertThat(password.remedy().orElseThrow().toString())
                    .contains("padlock.box.proxy")
                    .contains("http://user:password@host:port");
            assertThat(forbidden.evidence().toString()).contains("the proxy did not let it through");
            assertThat(forbidden.remedy().orElseThrow().toString())
                    .contains("let the box through to " + BEHIND)
                    .contains("https_proxy");
        }
    }

    @Test
    void tls_that_is_opened_behind_a_proxy_is_told_so() throws Exception {
        try (FakeServer opens = serverNamed("padlock.behind-the-proxy.invalid", Answers.page(200, ""));
                ConnectProxy proxy = ConnectProxy.before(opens)) {
            Finding answer = last(throughProxy(proxy.address()));

            assertThat(answer.subject()).isEqualTo(Subject.ANSWER);
            assertThat(answer.evidence().toString()).contains("is not trusted, or something in between answered");
            assertThat(answer.remedy().orElseThrow().toString()).contains("that network opens HTTPS");
            assertThat(opens.asked()).isEmpty();
        }
    }

    /** By the box's clock: nobody has opened anything, so nobody is to be asked to let something through. */
    @Test
    void a_certificate_that_has_ended_by_the_boxs_clock_is_the_clocks_and_plain_http_tells_the_time() throws Exception {
        Path root = Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem());
        Instant now = Instant.now();
        KeyPair key = TestIssuer.ec();
        try (FakeServer ended = FakeServer.ofAnotherKindOverHttps(
                        ISSUER.leafFor(key.getPublic())
                                .named("localhost")
                                .valid(now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))
                                .serving(key.getPrivate()),
                        Answers.page(200, ""));
                FakeServer plain = FakeServer.ofAnotherKind(Answers.page(404, "Not found"));
                FakeServer hotel = FakeServer.ofAnotherKind(Answers.page(511, "Log in"))) {
            Way way = wayOf(ended, root, plain);

            Finding trust = last(way.findings());
            assertThat(trust.subject()).isEqualTo(Subject.TRUST);
            assertThat(trust.evidence().toString()).contains("not valid yet, or not any more, by this box's clock");
            assertThat(trust.remedy().orElseThrow().toString()).contains("NTP").doesNotContain("opens HTTPS");
            assertThat(clockBy(way, new TestClock(now.plus(Duration.ofDays(2)))).isBad())
                    .isTrue();
            assertThat(clockBy(way, Clock.systemUTC()).verdict()).isEqualTo(Verdict.WELL);
            assertThat(clockBy(wayOf(ended, root, hotel), new TestClock(now.plus(Duration.ofDays(2))))
                            .verdict())
                    .as("by the clock of a login page")
                    .isEqualTo(Verdict.NOT_LOOKED_AT);
        }
    }

    private static Way wayOf(FakeServer server, Path root, FakeServer plain) throws Exception {
        int port = ServerAddress.parse(plain.address()).port();
        return wayToServer(server.address(), Optional.of(root), port).look(ServerAddress.parse(server.address()));
    }

    private static Finding clockBy(Way way, Clock clock) {
        return new AnswerOfServer(null, Protocol.PADLOCK, clock).clock(way.inTheClear());
    }

    @Test
    void a_file_of_roots_that_was_damaged_since_the_start_is_what_is_told() throws Exception {
        Path root = Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem());
        try (FakeServer server = serverNamed("localhost", Answers.page(200, ""))) {
            WayToServer way = wayToServer(server.address(), Optional.of(root), FakeServer.aFreePort());
            Files.writeString(root, "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n");

            Finding trust = last(way.look(ServerAddress.parse(server.address())).findings());

            assertThat(trust.subject()).isEqualTo(Subject.TRUST);
            assertThat(trust.isBad()).isTrue();
            assertThat(trust.evidence().toString()).contains("the file that says whom to trust can't be read");
            assertThat(trust.remedy().orElseThrow().toString()).contains("padlock.box.server-roots");
        }
    }

    @Test
    void a_database_that_could_only_be_told_in_the_clear_is_not_and_why() {
        Finding database = OnTheBox.database(new Heard.InClear("http://db.example.com"));

        assertThat(database.isBad()).isTrue();
        assertThat(database.evidence().toString()).contains("http://db.example.com");
        assertThat(database.remedy().orElseThrow().toString()).contains("https");
    }

    @Test
    void settings_that_say_too_little() {
        Settings nothing = new Settings(Optional.empty(), Optional.empty(), Optional.empty());
        Settings noCode = new Settings(Optional.of("https://padlock.example.com"), Optional.of(UUID), Optional.empty());

        Finding noServer = Connections.of(new Credentials(nothing, somewhere).identity());
        Finding noCredential = Connections.of(new Credentials(noCode, somewhere).identity());

        assertThat(noServer.evidence().toString()).contains("No server is set.");
        assertThat(noCredential.evidence().toString()).contains("contract code");
        assertThat(List.of(noServer, noCredential)).allMatch(Finding::isBad);
    }

    @Test
    void a_folder_that_can_not_be_written_to() throws Exception {
        Path file = Files.createFile(somewhere.resolve("file"));

        assertThat(new OnTheBox(null, somewhere, null, null, null, null).disk().verdict())
                .isEqualTo(Verdict.WELL);
        assertThat(new OnTheBox(null, file.resolve("data"), null, null, null, null)
                        .disk()
                        .verdict())
                .isEqualTo(Verdict.BAD);
        assertThat(Files.list(somewhere)).as("what is left behind").containsExactly(file);
    }

    private List<Finding> way(String server, Optional<Path> roots) throws Exception {
        return wayToServer(server, roots, FakeServer.aFreePort())
                .look(ServerAddress.parse(server))
                .findings();
    }

    private List<Finding> lookingAtPlainHttp(String server, FakeServer plain) throws Exception {
        int port = ServerAddress.parse(plain.address()).port();
        return wayToServer(server, Optional.empty(), port)
                .look(ServerAddress.parse(server))
                .findings();
    }

    /** @param plainHttp the port at which that is asked, in the place of 80 */
    private static WayToServer wayToServer(String server, Optional<Path> roots, int plainHttp) {
        Roots trusted = new Roots(settings(server, roots));
        return new WayToServer(NONE, trusted, new LoginPage(new Courier(VERTX, trusted, NONE), plainHttp));
    }

    private record Told(List<Finding> findings) {

        Finding of(Subject subject) {
            return findings.stream()
                    .filter(finding -> finding.subject() == subject)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** @param proxy the box's */
    private static List<Finding> throughProxy(String proxy) throws Exception {
        Roots roots = new Roots(settings(BEHIND, Optional.empty()));
        Proxy through = Proxy.of(Optional.of(proxy), Optional.empty());
        List<Finding> findings =
                new ArrayList<>(new WayToServer(through, roots, new LoginPage(new Courier(VERTX, roots, through)))
                        .look(ServerAddress.parse(BEHIND))
                        .findings());
        if (findings.stream().noneMatch(Finding::isBad)) {
            new AnswerOfServer(new Courier(VERTX, roots, through), Protocol.PADLOCK, Clock.systemUTC())
                    .ask(ServerAddress.parse(BEHIND), findings);
        }
        return findings;
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }

    private Told ask(Answering answering) throws Exception {
        return ask(answering, Clock.systemUTC());
    }

    private Told ask(Answering answering, Clock clock) throws Exception {
        try (FakeServer server = FakeServer.that(answering)) {
            Settings settings = settings(server.address(), Optional.empty());
            AnswerOfServer answer =
                    new AnswerOfServer(new Courier(VERTX, new Roots(settings), NONE), Protocol.PADLOCK, clock);
            List<Finding> findings = new ArrayList<>();
            Optional<Reply> reply = answer.ask(ServerAddress.parse(server.address()), findings);
            findings.add(answer.clock(reply));
            answer.eligibility(new Credentials(settings, somewhere).identity()).ifPresent(findings::add);
            return new Told(findings);
        }
    }

    private static Said eligible(boolean yes, String code) {
        return Said.ofTheContract(
                200,
                "application/json",
                ("{\"eligible\":%s,\"checks\":[{\"code\":\"%s\",\"passed\":%s,"
                                + "\"explanation\":\"The explanation.\",\"remedy\":\"The remedy.\"}]}")
                        .formatted(yes, yes ? "NO_IOT_BOX_LINE" : code, yes));
    }

    private static Settings settings(String server, Optional<Path> roots) {
        return new Settings(
                Optional.of(server), Optional.of(UUID), Optional.of("M230701-THE-CODE"), roots, Optional.empty());
    }

    private static FakeServer serverNamed(String name, Answering answering) {
        KeyPair key = TestIssuer.ec();
        return FakeServer.ofAnotherKindOverHttps(
                ISSUER.leafFor(key.getPublic()).named(name).serving(key.getPrivate()), answering);
    }
}
