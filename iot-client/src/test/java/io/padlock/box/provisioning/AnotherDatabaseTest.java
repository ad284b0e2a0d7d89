package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Settings;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A box that has a certificate of one database and is connected to another does not rest until it has one of that. */
class AnotherDatabaseTest extends KeeperInATest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final String ONE = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String OTHER = "0b5a7c1e-64a1-4c0e-8a51-7f2c9d3e4b10";

    private final FakeServer server = FakeServer.that(granting(ISSUER, clock));
    private Credentials credentials;
    private Keeper keeper;

    AnotherDatabaseTest() {
        super(NOW);
    }

    @BeforeEach
    void a_box_of_one_database() throws Exception {
        credentials = new Credentials(settings(), data);
        credentials.enter(Connection.entered(ONE, "CODE"));
        keeper = started();
        attempt(keeper);
        assertThat(asked()).isOne();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_failure_is_followed_by_another_attempt_though_the_certificate_that_is_there_is_good() throws Exception {
        credentials.enter(Connection.entered(OTHER, "CODE"));
        server.nowAnswers(Answers.page(503, "Sorry"));
        BoxState failed = keeper.attemptAnew().await().atMost(Duration.ofSeconds(20));
        assertThat(failed.lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503");
        assertThat(failed.status().code()).as("it is served meanwhile").isEqualTo("OK");

        clock.goTo(failed.nextAttempt());
        BoxState again = attempt(keeper);
        assertThat(again.lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503");

        server.nowAnswers(granting(ISSUER, clock));
        clock.goTo(again.nextAttempt());
        asksForTheOther();
    }

    @Test
    void a_restart_in_between_does_not_make_it_forget() throws Exception {
        credentials.enter(Connection.entered(OTHER, "CODE"));

        keeper = started();

        asksForTheOther();
    }

    @Test
    void who_connects_it_in_odoo_is_noticed_without_being_told() throws Exception {
        credentials.enter(Connection.entered(OTHER, "CODE"));

        BoxState state = keeper.lookWhetherStillWell().await().atMost(Duration.ofSeconds(20));

        assertThat(state.lastAttempt().code()).isEqualTo("OK");
        assertThat(lastAskedFor()).isEqualTo(OTHER);
    }

    @Test
    void a_box_that_was_connected_to_none_is_too() throws Exception {
        credentials.forget();
        clock.goOn(Duration.ofDays(91));
        assertThat(attempt(keeper).lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_CERT_EXPIRED");
        assertThat(keeper.lookWhetherStillWell().await().atMost(Duration.ofSeconds(20)))
                .isSameAs(keeper.state());
        assertThat(asked()).isOne();

        credentials.enter(Connection.entered(OTHER, "CODE"));
        keeper.lookWhetherStillWell().await().atMost(Duration.ofSeconds(20));

        assertThat(lastAskedFor()).isEqualTo(OTHER);
    }

    @Test
    void a_certificate_of_which_nobody_knows_whose_it_is_is_kept() throws Exception {
        Files.delete(data.resolve("current/database"));
        credentials.enter(Connection.entered(OTHER, "CODE"));

        keeper = started();

        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        assertThat(asked()).isOne();
    }

    private void asksForTheOther() throws Exception {
        int before = asked();
        BoxState state = attempt(keeper);
        assertThat(state.lastAttempt().code()).isEqualTo("OK");
        assertThat(asked()).isEqualTo(before + 1);
        assertThat(lastAskedFor()).isEqualTo(OTHER);
        attempt(keeper);
        assertThat(asked()).as("and then it rests").isEqualTo(before + 1);
    }

    private int asked() {
        return server.asked().size();
    }

    private String lastAskedFor() throws Exception {
        return server.asked().get(asked() - 1).json().path("databaseUuid").asText();
    }

    private Settings settings() {
        return new Settings(Optional.of(server.address()), Optional.empty(), Optional.empty());
    }

    private Keeper started() {
        return TestKeeper.of(vertx, settings(), PadlockDoor::new, data, listener, clock);
    }
}
