package io.padlock.box.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.LanBrowser;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A running box that nobody touches, and whose server wants each certificate renewed after seconds. */
@QuarkusTest
@QuarkusTestResource(value = RenewsByItselfTest.InAHurry.class, restrictToAnnotatedClass = true)
class RenewsByItselfTest {

    FakeServer server;
    TestIssuer issuer;

    @Inject
    Keeper keeper;

    @ConfigProperty(name = "padlock.box.https.port")
    int httpsPort;

    @Test
    void it_renews_at_each_moment_that_the_server_told_with_another_key_and_serves_what_came() throws Exception {
        Deadline.until("a third certificate", () -> server.asked().size() >= 3);
        Deadline.until("it is served", () -> keeper.state().attempts().size() >= 3);

        Set<String> keys = server.asked().stream()
                .map(asked -> TestIssuer.keyIn(asked.signingRequest()).toString())
                .collect(Collectors.toSet());
        assertThat(keys).as("a key for each").hasSize(server.asked().size());
        var attempts = keeper.state().attempts();
        assertThat(attempts).allMatch(attempt -> attempt.outcome().ok());
        for (int later = 0; later < 2; later++) {
            assertThat(Duration.between(
                            attempts.get(later + 1).at(), attempts.get(later).at()))
                    .as("neither at once nor late")
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(90));
        }
        // A handshake that trusts nobody but the root.
        new LanBrowser(issuer.root()).open("127-0-0-1." + TestIssuer.ZONE, httpsPort, "/status");
    }

    public static final class InAHurry extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return asked -> {
                Instant now = Instant.now();
                return Answers.grantingWithRenewal(issuer, now.plusSeconds(8), now.plusSeconds(11))
                        .to(asked);
            };
        }
    }
}
