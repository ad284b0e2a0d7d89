package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.words.Phrase;
import java.nio.file.Files;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was served once need not be served for ever. */
class StillServedTest extends KeeperInATest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);

    private final FakeServer server = FakeServer.that(granting(ISSUER, clock));

    StillServedTest() {
        super(NOW);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_look_at_a_box_that_is_well_does_nothing() {
        Keeper keeper = keeper(server, PadlockDoor::new);
        BoxState well = attempt(keeper);

        assertThat(look(keeper)).isSameAs(well);
        assertThat(listener.served()).hasSize(1);
    }

    @Test
    void a_web_server_that_is_gone_is_told_and_found_again() {
        Keeper keeper = keeper(server, PadlockDoor::new);
        attempt(keeper);

        listener.failure = new NotServed(Phrase.of("serving.other-certificate"));
        BoxState gone = look(keeper);
        assertThat(gone.status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
        assertThat(gone.pair()).isEmpty();
        assertThat(gone.nextAttempt()).isBefore(NOW.plusSeconds(70));

        listener.failure = null;
        clock.goTo(gone.nextAttempt());
        assertThat(attempt(keeper).status().code()).isEqualTo("OK");
        assertThat(server.asked()).as("nobody was asked for another").hasSize(1);
    }

    @Test
    void files_that_somebody_else_wrote_over_are_found_damaged_and_mended() throws Exception {
        listener = new RecordingListener(true);
        Keeper keeper = keeper(server, PadlockDoor::new);
        attempt(keeper);

        // As Odoo's own software does, through the links. nginx would not take it.
        Files.writeString(data.resolve("current/key.pem"), "another");
        listener.failure = new NotServed(Phrase.of("serving.other-certificate"));
        assertThat(look(keeper).status().code()).isEqualTo("ERR_IOT_HTTPS_CERT_DAMAGED");
        listener.failure = null;
        clock.goTo(keeper.state().nextAttempt());

        BoxState mended = attempt(keeper);
        assertThat(mended.status().code()).isEqualTo("OK");
        assertThat(server.asked()).hasSize(2);
    }

    /** With a web server that reads the files, the pair counts before it is seen. */
    @Test
    void a_renewal_that_is_not_served_for_days_costs_one_certificate() {
        listener = new RecordingListener(true);
        Keeper keeper = keeper(server, PadlockDoor::new);
        clock.goTo(attempt(keeper).nextAttempt());
        listener.failure = new NotServed(Phrase.of("serving.reload", "no such program"));

        for (int time = 0; time < 3; time++) {
            assertThat(attempt(keeper).lastAttempt().code()).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
            clock.goTo(keeper.state().nextAttempt());
        }
        listener.failure = null;
        attempt(keeper);
        keeper.renewNow().await().atMost(Duration.ofSeconds(20));

        assertThat(server.asked()).hasSize(6);
        assertThat(server.asked().subList(1, 5))
                .as("each time for the same key, for which the server has the same certificate")
                .extracting(asked -> TestIssuer.keyIn(asked.signingRequest()))
                .containsOnly(keyOf(1))
                .doesNotContain(keyOf(0), keyOf(5));
    }

    private PublicKey keyOf(int request) {
        return TestIssuer.keyIn(server.asked().get(request).signingRequest());
    }

    private static BoxState look(Keeper keeper) {
        return keeper.lookWhetherStillWell().await().atMost(Duration.ofSeconds(20));
    }
}
