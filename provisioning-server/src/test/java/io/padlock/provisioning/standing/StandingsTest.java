package io.padlock.provisioning.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Storm;
import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.ledger.KeyFingerprint;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of a database, and to whom. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
class StandingsTest {

    @Inject
    Standings standings;

    @Inject
    Vertx vertx;

    private Customer customer;
    private Storm.Answer issued;
    private KeyFingerprint key;

    @BeforeEach
    void a_database_with_a_certificate() throws Exception {
        customer = Customer.eligible();
        issued =
                Storm.of(1, box -> Storm.certificate(customer, Requests.good())).get(0);
        key = KeyFingerprint.of(CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(
                        issued.body().path("certificateChain").asText().getBytes(StandardCharsets.US_ASCII)))
                .getPublicKey());
    }

    @Test
    void whoever_knows_the_code_knows_all() {
        Standing standing = of(customer.uuid(), customer.code());

        assertThat(standing.facts().iotBoxes()).isOne();
        assertThat(standing.zone().label()).isEqualTo(issued.body().path("zone").asText());
        assertThat(standing.newest().serial())
                .isEqualTo(issued.body().path("serial").asText());
    }

    @Test
    void of_a_database_whose_code_is_not_known_nothing_is_read_at_all() {
        Standing nothing = new Standing(null, null, null, false, false);

        assertThat(of(customer.uuid(), customer.code() + "1")).isEqualTo(nothing);
        assertThat(of(customer.uuid(), customer.code().toLowerCase(Locale.ROOT)))
                .isEqualTo(nothing);
        assertThat(of(customer.uuid(), "x")).isEqualTo(nothing);
    }

    @Test
    void the_code_of_the_next_database_opens_no_other() {
        UUID next = UUID.fromString(customer.uuid());
        UUID before = new UUID(next.getMostSignificantBits(), next.getLeastSignificantBits() - 1);
        UUID behind = new UUID(next.getMostSignificantBits(), next.getLeastSignificantBits() + 1);

        assertThat(of(before.toString(), customer.code()).facts()).isNull();
        assertThat(of(behind.toString(), customer.code()).facts()).isNull();
        assertThat(of("ffffffff-ffff-ffff-ffff-ffffffffffff", customer.code()).facts())
                .isNull();
        assertThat(of("00000000-0000-0000-0000-000000000000", customer.code()).facts())
                .isNull();
    }

    private Standing of(String uuid, String code) {
        CompletableFuture<Standing> standing = new CompletableFuture<>();
        // Asked on an event loop, as the doors do.
        vertx.getOrCreateContext()
                .runOnContext(ignored -> standings
                        .of(DatabaseUuid.parse(uuid), EnterpriseCode.parse(code), key)
                        .subscribe()
                        .with(standing::complete, standing::completeExceptionally));
        return standing.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
