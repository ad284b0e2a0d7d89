package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Settings;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.Explained;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeeperTest {

    private static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String CODE = "M230701-THE-CODE";
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant RENEW_FROM = Instant.parse("2027-01-20T08:00:00Z");
    private static final Instant RENEW_TO = Instant.parse("2027-02-04T07:59:59Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path data;

    private final FakeServer server = FakeServer.that(Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO));
    private final RecordingListener listener = new RecordingListener();
    private final TestClock clock = new TestClock(NOW);

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_new_box_asks_checks_stores_and_serves() throws Exception {
        Keeper keeper = box();

        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("OK");
        CertificatePair served = listener.served().get(0);
        assertThat(served.names()).containsExactly("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");
        assertThat(state.pair()).containsSame(served);
        assertThat(onTheDisk())
                .hasValueSatisfying(kept -> assertThat(kept.serial()).isEqualTo(served.serial()));
        assertThat(state.nextAttempt()).isEqualTo(served.renewAt()).isBetween(RENEW_FROM, RENEW_TO);
    }

    @Test
    void the_request_is_what_the_contract_says() {
        attempt(box());

        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/v1/certificates");
            assertThat(asked.contentType()).isEqualTo("application/json");
            assertThat(asked.json().path("databaseUuid").asText()).isEqualTo(UUID);
            assertThat(asked.json().path("enterpriseCode").asText()).isEqualTo(CODE);
            assertThat(asked.json().path("box").path("name").asText()).isEqualTo("Shop counter");
            assertThat(asked.json().path("box").path("identifier").asText()).isNotEmpty();
            assertThat(TestIssuer.keyIn(asked.signingRequest())).isNotNull();
        });
    }

    @Test
    void a_box_that_starts_again_serves_what_it_has_and_asks_nobody() {
        attempt(box());

        BoxState afterTheRestart = attempt(box());

        assertThat(afterTheRestart.status().code()).isEqualTo("OK");
        assertThat(listener.served()).hasSize(2);
        assertThat(listener.served().get(1).serial())
                .isEqualTo(listener.served().get(0).serial());
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void it_is_renewed_at_its_moment_with_another_key_and_not_a_second_before() {
        Keeper keeper = box();
        Instant renewAt = attempt(keeper).nextAttempt();

        clock.goTo(renewAt.minusSeconds(1));
        attempt(keeper);
        assertThat(server.asked()).hasSize(1);

        clock.goTo(renewAt);
        attempt(keeper);
        assertThat(server.asked()).hasSize(2);
        assertThat(listener.served()).hasSize(2);
        assertThat(listener.served().get(0).keyPem())
                .isNotEqualTo(listener.served().get(1).keyPem());
    }

    @Test
    void a_refused_renewal_leaves_the_older_pair_in_service_and_is_told_beside_it() {
        Keeper keeper = box();
        Instant renewAt = attempt(keeper).nextAttempt();
        server.nowAnswers(Answers.problem(403, false, "Its subscription is Paused.", "Resume it."));

        clock.goTo(renewAt);
        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(state.lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
        assertThat(state.pair()).isPresent();
        assertThat(listener.served()).hasSize(1);
    }

    @Test
    void a_pair_that_ended_without_renewal_is_no_longer_ok_as_soon_as_it_ended() {
        Keeper keeper = box();
        Instant end = attempt(keeper).pair().orElseThrow().notAfter();
        server.nowAnswers(Answers.page(500, "Sorry"));
        clock.goTo(end.minus(Duration.ofMinutes(5)));
        for (int i = 0; i < 12; i++) {
            attempt(keeper);
        }

        Instant next = keeper.state().nextAttempt();
        assertThat(next).isBetween(end, end.plusSeconds(5));
        clock.goTo(next);
        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRED");
        assertThat(cause(state)).contains("ended on").contains("status 500");
        assertThat(state.pair()).isEmpty();
    }

    @Test
    void a_key_that_the_server_does_not_take_is_not_brought_again() {
        Keeper keeper = box();
        server.nowAnswers(Answers.problem(400, false, "Others have the key too.", "Make a new key on the box."));
        attempt(keeper);
        server.nowAnswers(Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO));

        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        assertThat(server.asked().stream()
                        .map(asked -> TestIssuer.keyIn(asked.signingRequest()))
                        .distinct())
                .hasSize(2);
    }

    @Test
    void the_reasons_of_a_refusal_come_through() {
        server.nowAnswers(Answers.problem(
                403,
                false,
                "This database is a staging environment.",
                "Connect the box to the production database.",
                "Its subscription is Paused.",
                "Ask your Odoo partner."));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
        assertThat(state.status().reasons())
                .containsExactly(
                        new Explained(
                                "NOT_ELIGIBLE",
                                "This database is a staging environment.",
                                "Connect the box to the production database."),
                        new Explained("NOT_ELIGIBLE", "Its subscription is Paused.", "Ask your Odoo partner."));
        assertThat(state.status().reference()).isEqualTo("4hnc-0zjw-r8ye");
        assertNothingStoredOrServed();
    }

    @Test
    void an_unknown_database_is_a_refusal_and_a_404_that_is_no_problem_document_is_a_status() {
        server.nowAnswers(Answers.problem(404, false, "No database with this UUID.", "Compare both."));
        assertThat(attempt(box()).status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");

        server.nowAnswers(Answers.page(404, "<h1>Not Found</h1>"));
        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 404");
        assertThat(cause(state)).contains(server.address());
        assertThat(state.status().reasons()).isEmpty();
        assertNothingStoredOrServed();
    }

    @Test
    void a_server_that_can_not_decide_is_a_status_and_is_left_alone_as_long_as_it_asked_for() {
        server.nowAnswers(asked -> Answers.problem(503, true, "The server can't reach its database.", "Nothing to do.")
                .to(asked)
                .with("Retry-After", "1800"));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503");
        assertThat(state.status().reasons())
                .containsExactly(new Explained("TRY_LATER", "The server can't reach its database.", "Nothing to do."));
        assertThat(state.nextAttempt()).isEqualTo(NOW.plusSeconds(1800));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 40 Oct 2037 07:28:00 GMT"})
    void a_retry_after_that_says_nothing_of_the_time_to_come_is_ignored(String value) {
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", value));

        assertThat(attempt(box()).nextAttempt()).isBetween(NOW.plusSeconds(54), NOW.plusSeconds(66));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2037 07:28:00 GMT", "99999999999999999999", "86401"})
    void a_server_that_says_in_a_month_is_believed_for_a_day(String value) {
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", value));

        assertThat(attempt(box()).nextAttempt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void a_clock_that_was_years_ahead_keeps_nobody_waiting_once_it_is_right() {
        Keeper keeper = box();
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", "3600"));
        clock.goTo(NOW.plus(Duration.ofDays(5 * 365)));
        attempt(keeper);
        clock.goTo(NOW);
        server.nowAnswers(Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO));

        BoxState state = keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_server_whose_clock_is_far_off_is_not_asked_every_minute() {
        Keeper keeper = box();
        // The fake server's clock is the machine's, and the certificate is good by that one only.
        Instant real = Instant.now().plus(Duration.ofDays(400));
        server.nowAnswers(Answers.granting(ISSUER, leaf -> leaf.valid(real, real.plus(Duration.ofDays(90)))));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BoxState state = attempt(keeper);
            waits.add(Duration.between(clock.instant(), state.nextAttempt()));
            clock.goTo(state.nextAttempt());
        }

        assertThat(waits.get(3)).isGreaterThan(Duration.ofMinutes(5));
    }

    @Test
    void failures_in_a_row_make_the_box_wait_longer_and_a_success_makes_it_start_over() {
        Keeper keeper = box();
        server.nowAnswers(Answers.page(500, "Sorry"));
        attempt(keeper);
        attempt(keeper);
        assertThat(attempt(keeper).nextAttempt()).isBetween(NOW.plusSeconds(216), NOW.plusSeconds(264));

        server.nowAnswers(Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO));
        Instant renewAt = attempt(keeper).nextAttempt();
        server.nowAnswers(Answers.page(500, "Sorry"));
        clock.goTo(renewAt);

        assertThat(attempt(keeper).nextAttempt()).isBetween(renewAt.plusSeconds(54), renewAt.plusSeconds(66));
    }

    @Test
    void a_person_who_reloads_for_minutes_does_not_make_the_box_itself_wait_longer() {
        Keeper keeper = box();
        server.nowAnswers(Answers.page(500, "Sorry"));
        attempt(keeper);

        Instant now = NOW;
        for (int reload = 0; reload < 10; reload++) {
            now = now.plusSeconds(11);
            clock.goTo(now);
            keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));
        }

        assertThat(server.asked()).hasSize(11);
        assertThat(keeper.state().nextAttempt()).isBetween(now.plusSeconds(54), now.plusSeconds(66));
    }

    @Test
    void a_server_that_said_when_to_come_back_is_not_asked_before_for_a_person_either() {
        Keeper keeper = box();
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", "600"));
        attempt(keeper);

        clock.goTo(NOW.plusSeconds(599));
        keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));
        assertThat(server.asked()).hasSize(1);

        clock.goTo(NOW.plusSeconds(601));
        keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_box_that_starts_again_and_again_does_not_ask_a_server_that_said_later_and_says_what_it_was_told() {
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", "600"));
        attempt(box());

        for (int start = 1; start <= 5; start++) {
            clock.goTo(NOW.plusSeconds(start));
            BoxState state = attempt(box());

            assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503");
            assertThat(cause(state)).contains(server.address());
            assertThat(state.nextAttempt()).isEqualTo(NOW.plusSeconds(600));
        }
        assertThat(server.asked()).hasSize(1);
        clock.goTo(NOW.plusSeconds(601));
        attempt(box());
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void what_one_server_said_of_the_time_is_nothing_to_another() {
        server.nowAnswers(asked -> new Said(503, "text/html", "Sorry").with("Retry-After", "600"));
        attempt(box());

        BoxState state = attempt(box(askingAt("http://localhost:" + FakeServer.aFreePort())));

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow\n503\nhttp://localhost\n", "2040-03-01T08:10:00Z\nmany\nhttp://localhost\n"})
    void a_time_on_the_disk_that_can_not_be_read_keeps_nobody_waiting(String written) throws Exception {
        Files.writeString(Files.createDirectories(data).resolve("not-before"), written);
        server.nowAnswers(Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO));

        assertThat(attempt(box()).status().code()).isEqualTo("OK");
    }

    @Test
    void where_nothing_listens_the_connection_was_refused() {
        BoxState state = attempt(box(askingAt("http://localhost:" + FakeServer.aFreePort())));

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
        assertThat(cause(state)).endsWith(": the connection was refused.");
    }

    @Test
    void a_server_on_the_ipv6_side_of_this_machine_can_be_asked() {
        BoxState state = attempt(box(askingAt("http://[::1]:" + FakeServer.aFreePort())));

        assertThat(cause(state)).endsWith(": the connection was refused.");
    }

    @Test
    void a_server_that_hangs_up_is_a_broken_connection() {
        server.nowAnswers(asked -> null);

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
        assertThat(cause(state)).endsWith(": the connection was cut.");
    }

    @Test
    void a_certificate_for_another_key_is_neither_stored_nor_served_and_the_key_is_kept() {
        Keeper keeper = box();
        server.nowAnswers(Answers.grantingForAnotherKey(ISSUER));

        BoxState state = attempt(keeper);
        attempt(keeper);

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
        assertThat(cause(state))
                .endsWith("its answer can't be used. The certificate is for another key than the box's.");
        assertNothingStoredOrServed();
        assertThat(server.asked().stream()
                        .map(asked -> TestIssuer.keyIn(asked.signingRequest()))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void an_unusable_renewal_leaves_the_older_pair_on_the_disk() throws Exception {
        Keeper keeper = box();
        BoxState first = attempt(keeper);
        server.nowAnswers(Answers.granting(ISSUER, leaf -> leaf.named("www.example.com")));

        clock.goTo(first.nextAttempt());
        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(state.lastAttempt().cause().toString()).contains("www.example.com");
        assertThat(onTheDisk().orElseThrow().serial())
                .isEqualTo(first.pair().orElseThrow().serial());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>Welcome to the hotel's WiFi</html>",
                "",
                "null",
                "[]",
                "{}",
                "{\"certificateChain\": null}",
                "{\"certificateChain\": {\"a\": 1}}",
                "{\"certificateChain\": \"rubbish\", \"renewal\": 7}",
                "{\"certificateChain\":"
            })
    void a_success_without_a_certificate_is_no_success(String body) {
        server.nowAnswers(asked -> new Said(200, "application/json", body));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION");
        assertThat(cause(state)).contains("its answer can't be used. The answer holds ");
        assertNothingStoredOrServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", "[1,2]", "{\"reasons\": \"all\"}", "{\"reasons\": [1, null, {}]}"})
    void a_refusal_in_another_shape_is_still_a_refusal(String body) {
        server.nowAnswers(asked -> new Said(403, "application/problem+json", body));

        assertThat(attempt(box()).status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
    }

    @Test
    void an_answer_over_256_kib_is_not_read() {
        server.nowAnswers(asked -> new Said(200, "application/json", " ".repeat(256 * 1024) + "{}"));

        assertThat(cause(attempt(box()))).endsWith("its answer was too long to be one.");
    }

    @Test
    void the_contract_code_does_not_follow_a_redirect() {
        try (FakeServer other = FakeServer.that(Answers.granting(ISSUER))) {
            server.nowAnswers(asked ->
                    new Said(307, "text/html", "Moved").with("Location", other.address() + "/v1/certificates"));

            BoxState state = attempt(box());

            assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 307");
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void without_a_server_nobody_is_asked() {
        BoxState state = attempt(box(new Settings(Optional.empty(), Optional.of(UUID), Optional.of(CODE))));

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CHECK_NO_SERVER");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void without_a_credential_nobody_is_asked() {
        BoxState state = attempt(box(new Settings(Optional.of(server.address()), Optional.empty(), Optional.empty())));

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
        assertThat(cause(state)).contains("database UUID and contract code");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_pair_that_is_there_is_served_even_by_a_box_that_lost_its_settings() {
        attempt(box());

        BoxState state = attempt(box(new Settings(Optional.empty(), Optional.empty(), Optional.empty())));

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(listener.served()).hasSize(2);
    }

    @Test
    void a_box_that_is_connected_to_another_database_asks_for_a_certificate_of_that_one() throws Exception {
        String other = "0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10";
        Settings settings = new Settings(Optional.of(server.address()), Optional.empty(), Optional.empty());
        Credentials credentials = new Credentials(settings, data);
        credentials.enter(Connection.entered(UUID, CODE));
        Keeper keeper = box(settings);
        attempt(keeper);

        credentials.enter(Connection.entered(other, CODE));
        BoxState state = keeper.attemptAnew().await().atMost(Duration.ofSeconds(20));

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(2);
        assertThat(server.asked().get(1).json().path("databaseUuid").asText()).isEqualTo(other);
    }

    @Test
    void who_is_connected_while_the_box_asks_for_the_database_before_is_asked_for_next() throws Exception {
        String other = "0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10";
        CountDownLatch connected = new CountDownLatch(1);
        FakeServer.Answering granting = Answers.grantingWithRenewal(ISSUER, RENEW_FROM, RENEW_TO);
        server.nowAnswers(asked -> {
            try {
                connected.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return granting.to(asked);
        });
        Settings settings = new Settings(Optional.of(server.address()), Optional.empty(), Optional.empty());
        Credentials credentials = new Credentials(settings, data);
        credentials.enter(Connection.entered(UUID, CODE));
        Keeper keeper = box(settings);
        keeper.attempt().subscribe().with(first -> {});
        Deadline.until("the first question", () -> server.asked().size() == 1);

        credentials.enter(Connection.entered(other, CODE));
        CompletableFuture<BoxState> state = keeper.attemptAnew().subscribeAsCompletionStage();
        connected.countDown();

        assertThat(state.get(20, TimeUnit.SECONDS).status().code()).isEqualTo("OK");
        assertThat(server.asked().get(1).json().path("databaseUuid").asText()).isEqualTo(other);
    }

    @Test
    void a_damaged_pair_is_replaced_by_a_new_one() throws Exception {
        attempt(box());
        Files.writeString(data.resolve("current/key.pem"), "");

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(2);
        assertThat(onTheDisk()).isPresent();
    }

    @Test
    void a_damaged_pair_on_a_disk_that_takes_nothing_is_still_followed_by_the_one_before() throws Exception {
        Keeper keeper = box();
        String before = attempt(keeper).pair().orElseThrow().serial();
        keeper.renewNow().await().atMost(Duration.ofSeconds(20));
        Files.writeString(data.resolve("current/key.pem"), "rubbish");
        // Nothing can be linked or made any more.
        Files.createDirectories(data.resolve("current.unfinished/something"));
        Files.createDirectories(data.resolve("key.pending/something"));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(state.pair().orElseThrow().serial()).isEqualTo(before);
        assertThat(listener.last().serial()).isEqualTo(before);
        assertThat(state.attempts().get(0).healed()).isPresent();
    }

    @Test
    void a_folder_that_can_not_be_written_to_is_said() throws Exception {
        Files.writeString(data.resolve("file"), "where the folder should be");

        BoxState state = attempt(box(askingAt(server.address()), data.resolve("file")));

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_STORED");
        assertThat(cause(state)).contains("could not be kept").contains("file");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void a_listener_that_can_not_open_its_port_is_said_and_no_other_certificate_is_asked_for() throws Exception {
        Keeper keeper = box();
        listener.failure = new NotServed(Phrase.of("serving.port-taken", 8443));

        BoxState first = attempt(keeper);
        BoxState second = attempt(keeper);

        assertThat(List.of(first, second)).allSatisfy(state -> {
            assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
            assertThat(cause(state)).contains("Another program of this box has port 8443.");
            assertThat(state.nextAttempt()).isAfter(NOW);
        });
        assertThat(server.asked()).hasSize(1);
        listener.failure = null;
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(1);
    }

    /** Otherwise a box whose clock is ahead would ask without a pause, and get a certificate each time. */
    @Test
    void a_certificate_that_is_due_as_soon_as_it_comes_is_served_and_renewed_with_patience() {
        server.nowAnswers(Answers.grantingWithRenewal(ISSUER, NOW.minusSeconds(7200), NOW.minusSeconds(3600)));
        Keeper keeper = box();

        BoxState first = attempt(keeper);
        BoxState second = attempt(keeper);

        assertThat(first.status().code()).isEqualTo("OK");
        assertThat(first.nextAttempt()).isAfterOrEqualTo(NOW.plusSeconds(54));
        assertThat(second.nextAttempt()).isAfterOrEqualTo(NOW.plusSeconds(108));
    }

    @Test
    void who_comes_while_an_attempt_runs_gets_its_outcome() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        server.nowAnswers(asked -> after(goOn, asked));
        Keeper keeper = box();
        List<Uni<BoxState>> visitors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            visitors.add(keeper.attemptForAPerson());
        }

        var all = Uni.join().all(visitors).andFailFast().subscribeAsCompletionStage();
        Deadline.until("the server is asked", () -> !server.asked().isEmpty());
        goOn.countDown();

        assertThat(all.get(20, TimeUnit.SECONDS))
                .hasSize(20)
                .allSatisfy(state -> assertThat(state.status().code()).isEqualTo("OK"));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_visitor_who_goes_away_does_not_end_the_attempt() {
        CountDownLatch goOn = new CountDownLatch(1);
        server.nowAnswers(asked -> after(goOn, asked));
        Keeper keeper = box();

        var visitor = keeper.attemptForAPerson().subscribe().with(state -> {}, failure -> {});
        Deadline.until("the server is asked", () -> !server.asked().isEmpty());
        visitor.cancel();
        goOn.countDown();

        Deadline.until(
                "the box has its certificate", () -> keeper.state().status().ok());
        assertThat(listener.served()).hasSize(1);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_page_that_is_opened_again_within_ten_seconds_asks_nobody() {
        server.nowAnswers(Answers.page(500, "Sorry"));
        Keeper keeper = box();

        openPage(keeper);
        clock.goOn(Duration.ofMillis(9_999));
        openPage(keeper);
        assertThat(server.asked()).hasSize(1);

        clock.goOn(Duration.ofMillis(1));
        openPage(keeper);
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void a_page_of_a_box_that_is_well_asks_nobody() {
        Keeper keeper = box();
        attempt(keeper);

        clock.goOn(Duration.ofDays(1));
        openPage(keeper);

        assertThat(server.asked()).hasSize(1);
    }

    /** A box without a battery begins in 1970, or when it was last on. */
    @Test
    void a_clock_from_before_the_software_is_told_nobody_is_asked_and_it_is_looked_at_each_minute() {
        clock.goTo(Instant.EPOCH.plusSeconds(40));
        Keeper keeper = box();

        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CLOCK_WRONG");
        assertThat(cause(state)).contains("1 January 1970").contains("before this software was made");
        assertThat(state.nextAttempt()).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(server.asked()).isEmpty();
        clock.goTo(NOW);
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
    }

    /** Browsers know the time; they lose nothing by a box that does not. */
    @Test
    void a_pair_that_is_whole_is_served_by_a_box_that_began_in_1970_and_judged_when_the_clock_is_set() {
        Instant end = attempt(box()).pair().orElseThrow().notAfter();
        clock.goTo(Instant.EPOCH.plusSeconds(40));
        Keeper keeper = box();

        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CLOCK_WRONG");
        assertThat(state.pair()).isPresent();
        assertThat(listener.served()).hasSize(2);
        clock.goTo(NOW.plusSeconds(60));
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        clock.goTo(Instant.EPOCH.plusSeconds(40));
        assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CLOCK_WRONG");
        server.nowAnswers(Answers.page(503, "Sorry"));
        clock.goTo(end.plusSeconds(1));
        assertThat(attempt(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRED");
        assertThat(keeper.state().pair()).isEmpty();
    }

    @Test
    void a_server_that_said_when_to_come_back_is_not_asked_before_though_the_pair_ends_meanwhile() {
        Keeper keeper = box();
        BoxState first = attempt(keeper);
        Instant end = first.pair().orElseThrow().notAfter();
        server.nowAnswers(asked -> new Said(503, "text/html", "Later").with("Retry-After", "7200"));
        clock.goTo(end.minusSeconds(600));
        assertThat(attempt(keeper).nextAttempt()).isEqualTo(end.plusSeconds(1));
        Instant back = end.minusSeconds(600).plusSeconds(7200);

        clock.goTo(end.plusSeconds(1));
        BoxState ended = attempt(keeper);

        assertThat(server.asked()).as("nobody was asked").hasSize(2);
        assertThat(ended.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRED");
        assertThat(cause(ended)).contains("503");
        assertThat(ended.nextAttempt()).isEqualTo(back);
        server.nowAnswers(Answers.granting(ISSUER, leaf -> leaf.valid(back, back.plus(Duration.ofDays(90)))));
        clock.goTo(back);
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void a_certificate_of_another_time_and_a_server_of_another_time_are_a_wrong_clock() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        server.nowAnswers(Answers.granting(ISSUER, leaf -> leaf.valid(tomorrow, tomorrow.plus(Duration.ofDays(90)))));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CLOCK_WRONG");
        assertThat(cause(state)).contains("21 November 2026, 08:00 UTC").contains("The server's says ");
        assertThat(state.status().remedy().orElseThrow().toString()).contains("time server");
        assertNothingStoredOrServed();
    }

    @Test
    void a_pair_that_is_nearly_at_its_end_and_could_not_be_renewed_is_a_warning_with_the_reason() {
        Keeper keeper = box();
        Instant end = attempt(keeper).pair().orElseThrow().notAfter();
        server.nowAnswers(Answers.problem(403, false, "Its subscription is Paused.", "Resume it."));
        clock.goTo(end.minus(Duration.ofDays(11)));
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");

        clock.goTo(end.minus(Duration.ofDays(9)));
        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRING");
        assertThat(state.status().severity()).isEqualTo(Status.Severity.WARNING);
        assertThat(state.status().reasons())
                .containsExactly(new Explained("NOT_ELIGIBLE", "Its subscription is Paused.", "Resume it."));
        assertThat(state.pair()).isPresent();
    }

    @Test
    void a_damaged_pair_that_nobody_replaces_is_told_with_the_reason_why_not() throws Exception {
        attempt(box());
        Files.writeString(data.resolve("current/key.pem"), "");
        server.nowAnswers(Answers.page(502, "Sorry"));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_DAMAGED");
        assertThat(cause(state)).contains("was damaged").contains("status 502");
        assertThat(state.status().remedy().orElseThrow().toString()).contains(server.address());
    }

    @Test
    void a_pair_that_can_not_be_read_and_that_nobody_replaces_has_the_code_that_people_know() throws Exception {
        attempt(box());
        Files.delete(data.resolve("current/chain.pem"));
        Files.createDirectory(data.resolve("current/chain.pem"));
        server.nowAnswers(Answers.page(502, "Sorry"));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION");
        assertThat(cause(state)).contains("can't be read").contains("status 502");
    }

    @Test
    void a_renewal_that_is_not_served_is_taken_back_and_the_one_before_is_served_again() throws Exception {
        Keeper keeper = box();
        BoxState first = attempt(keeper);
        listener.failure = new NotServed(Phrase.of("serving.other-certificate"));
        clock.goTo(first.nextAttempt());

        BoxState state = attempt(keeper);

        assertThat(state.status().code()).isEqualTo("OK");
        assertThat(state.lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
        String before = first.pair().orElseThrow().serial();
        assertThat(onTheDisk().orElseThrow().serial()).isEqualTo(before);
        assertThat(listener.last().serial()).isEqualTo(before);
        try (var pairs = Files.list(data.resolve("pairs"))) {
            assertThat(pairs).hasSize(1);
        }
    }

    @Test
    void a_server_that_wants_it_sooner_is_obeyed_also_after_a_restart() {
        Keeper keeper = box();
        BoxState first = attempt(keeper);
        Instant from = NOW.plus(Duration.ofHours(1));
        Instant to = NOW.plus(Duration.ofHours(3));
        server.nowAnswers(asked -> Answers.window(from, to).with("Retry-After", "7200"));

        Duration again = keeper.askWhenToRenew().await().atMost(Duration.ofSeconds(20));

        assertThat(server.asked().get(1).path())
                .isEqualTo("/v1/certificates/" + first.pair().orElseThrow().serial() + "/renewal");
        assertThat(keeper.state().nextAttempt()).isBetween(from, to);
        assertThat(again).isBetween(Duration.ofMinutes(108), Duration.ofMinutes(132));
        assertThat(attempt(box()).nextAttempt()).isEqualTo(keeper.state().nextAttempt());
    }

    @Test
    void a_server_that_still_means_what_it_said_or_says_nothing_changes_nothing() {
        Keeper keeper = box();
        Instant planned = attempt(keeper).nextAttempt();
        for (FakeServer.Answering answer : List.<FakeServer.Answering>of(
                asked -> Answers.window(RENEW_FROM, RENEW_TO),
                Answers.page(404, "?"),
                asked -> new Said(200, "application/json", "{\"start\":\"tomorrow\"}"),
                asked -> null)) {
            server.nowAnswers(answer);

            Duration again = keeper.askWhenToRenew().await().atMost(Duration.ofSeconds(20));

            assertThat(keeper.state().nextAttempt()).isEqualTo(planned);
            assertThat(again).isBetween(Duration.ofMinutes(324), Duration.ofMinutes(396));
        }
    }

    @Test
    void too_many_requests_are_a_status_and_the_servers_wait_is_kept() {
        server.nowAnswers(asked ->
                Answers.problem(429, true, "Too often.", "Wait.").to(asked).with("Retry-After", "900"));

        BoxState state = attempt(box());

        assertThat(state.status().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 429");
        assertThat(state.nextAttempt()).isEqualTo(NOW.plusSeconds(900));
    }

    @Test
    void the_last_attempts_are_remembered_the_newest_first_and_not_without_end() {
        Keeper keeper = box();
        attempt(keeper);
        server.nowAnswers(Answers.page(500, "Sorry"));
        clock.goTo(RENEW_TO);
        for (int i = 0; i < 30; i++) {
            attempt(keeper);
        }

        assertThat(keeper.state().attempts()).hasSize(20);
        assertThat(keeper.state().attempts().get(0).at()).isEqualTo(RENEW_TO);
        assertThat(keeper.state().attempts().get(0).outcome().code())
                .isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 500");
    }

    @Test
    void the_contract_code_stands_in_no_state_and_in_no_file() throws Exception {
        Keeper keeper = box();
        server.nowAnswers(Answers.page(500, "Sorry"));
        assertThat(attempt(keeper).toString()).doesNotContain(CODE);
        server.nowAnswers(Answers.granting(ISSUER));
        assertThat(attempt(keeper).toString()).doesNotContain(CODE);

        try (var files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(CODE));
        }
    }

    private Keeper box() {
        return box(askingAt(server.address()));
    }

    private Keeper box(Settings settings) {
        return box(settings, data);
    }

    private Keeper box(Settings settings, Path folder) {
        return TestKeeper.of(VERTX, settings, PadlockDoor::new, folder, listener, clock);
    }

    private static Settings askingAt(String address) {
        return new Settings(Optional.of(address), Optional.of(UUID), Optional.of(CODE));
    }

    private static String cause(BoxState state) {
        return state.status().cause().toString();
    }

    private static BoxState attempt(Keeper keeper) {
        return keeper.attempt().await().atMost(Duration.ofSeconds(20));
    }

    private static void openPage(Keeper keeper) {
        keeper.attemptForAPerson().await().atMost(Duration.ofSeconds(20));
    }

    private static Said after(CountDownLatch latch, FakeServer.Asked asked) {
        try {
            latch.await();
            return Answers.granting(ISSUER).to(asked);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<CertificatePair> onTheDisk() throws Exception {
        return new PairStore(data).current();
    }

    private void assertNothingStoredOrServed() {
        assertThat(data.resolve("current")).doesNotExist();
        assertThat(data.resolve("pairs")).doesNotExist();
        assertThat(listener.served()).isEmpty();
    }
}
