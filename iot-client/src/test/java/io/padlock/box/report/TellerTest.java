package io.padlock.box.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.FakeServer;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.TestBox;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.identity.ConnectionToken;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Settings;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    Path data;

    private final FakeServer database = FakeServer.ofAnotherKind(asked -> taken());
    private final TestClock clock = new TestClock(NOW);
    private final CertificatePair pair = Pairs.fresh(ISSUER, NOW);
    private Credentials credentials;

    @BeforeEach
    void a_box_that_was_connected_by_a_token() throws Exception {
        credentials = new Credentials(settings(), data);
        credentials.enter(ConnectionToken.parse(
                database.address() + "?token=A1b2&db_uuid=" + TestBox.UUID + "&enterprise_code=" + TestBox.CODE));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_database_hears_the_name_the_token_and_until_when() {
        tell(teller(ReportConfig.By.UNLESS_ODOO_DOES));

        assertThat(database.asked()).hasSize(2);
        var setup = database.asked().get(0);
        assertThat(setup.path()).isEqualTo("/iot/setup");
        var box = setup.json().path("params").path("iot_box");
        assertThat(box.path("ip").asText()).isEqualTo("127-0-0-1." + TestIssuer.ZONE);
        assertThat(box.path("token").asText()).isEqualTo("A1b2");
        assertThat(box.path("name").asText()).isEqualTo("Shop counter");
        assertThat(setup.json().path("params").path("devices").isObject()).isTrue();
        var status = database.asked().get(1);
        assertThat(status.path()).isEqualTo("/iot/box/update_certificate_status");
        assertThat(status.json().path("params").path("identifier").asText())
                .isEqualTo(box.path("identifier").asText())
                .isNotEmpty();
        assertThat(status.json().path("params").path("ssl_certificate_end_date").asText())
                .isEqualTo("2027-02-19 07:00:00");
        assertThat(setup.body() + status.body()).doesNotContain(TestBox.CODE);
    }

    @Test
    void what_was_told_is_told_once_also_after_a_restart() {
        tell(teller(ReportConfig.By.UNLESS_ODOO_DOES));
        tell(teller(ReportConfig.By.UNLESS_ODOO_DOES));

        assertThat(database.asked()).hasSize(2);
    }

    @Test
    void a_token_that_the_database_does_not_know_is_told_again_later_and_not_at_once() {
        database.nowAnswers(asked -> new Said(200, "application/json", "{\"result\":null}"));
        Teller teller = teller(ReportConfig.By.UNLESS_ODOO_DOES);
        assertThat(teller.heard()).isEqualTo(new Heard.NotYet(database.address()));
        tell(teller);
        tell(teller);
        assertThat(database.asked()).hasSize(1);
        assertThat(teller.heard()).isEqualTo(new Heard.Nothing(database.address(), Phrase.of("told.unknown-token")));

        database.nowAnswers(asked -> taken());
        // A minute, and a tenth more or less by chance.
        clock.goOn(Duration.ofSeconds(67));
        tell(teller);
        assertThat(database.asked()).hasSize(3);
        assertThat(teller.heard()).isEqualTo(new Heard.All(database.address(), "127-0-0-1." + TestIssuer.ZONE));
    }

    @Test
    void another_database_is_told_at_once_whatever_the_one_before_said() throws Exception {
        database.nowAnswers(asked -> new Said(200, "application/json", "{\"result\":null}"));
        Teller teller = teller(ReportConfig.By.UNLESS_ODOO_DOES);
        tell(teller);
        try (FakeServer another = FakeServer.ofAnotherKind(asked -> taken())) {
            credentials.enter(ConnectionToken.parse(
                    another.address() + "?token=B2c3&db_uuid=" + TestBox.UUID + "&enterprise_code=" + TestBox.CODE));
            assertThat(teller.heard()).isEqualTo(new Heard.NotYet(another.address()));

            tell(teller);

            assertThat(another.asked()).hasSize(2);
            assertThat(teller.heard()).isInstanceOf(Heard.All.class);
        }
    }

    /** Somebody removed the box in Odoo, and connects it again. */
    @Test
    void the_same_database_is_told_again_when_it_gave_another_token() throws Exception {
        Teller teller = teller(ReportConfig.By.UNLESS_ODOO_DOES);
        tell(teller);
        credentials.enter(ConnectionToken.parse(
                database.address() + "?token=B2c3&db_uuid=" + TestBox.UUID + "&enterprise_code=" + TestBox.CODE));
        assertThat(teller.heard()).isEqualTo(new Heard.NotYet(database.address()));

        tell(teller);

        assertThat(database.asked()).hasSize(4);
        assertThat(database.asked().get(2).json().at("/params/iot_box/token").asText())
                .isEqualTo("B2c3");
        assertThat(Files.readString(data.resolve("told"))).doesNotContain("B2c3");
    }

    @Test
    void a_database_that_is_away_disturbs_nobody() {
        database.nowAnswers(asked -> null);

        tell(teller(ReportConfig.By.UNLESS_ODOO_DOES));

        assertThat(database.asked()).hasSize(1);
    }

    @Test
    void an_older_database_has_no_place_for_the_date_and_heard_the_name() {
        database.nowAnswers(asked -> asked.path().equals("/iot/setup") ? taken() : new Said(404, "text/html", "?"));
        Teller teller = teller(ReportConfig.By.UNLESS_ODOO_DOES);

        tell(teller);
        tell(teller);

        assertThat(database.asked()).hasSize(2);
    }

    @Test
    void nobody_is_told_where_nobody_is_to_be_told() {
        tell(teller(ReportConfig.By.NOBODY));

        assertThat(database.asked()).isEmpty();
        assertThat(teller(ReportConfig.By.NOBODY).heard()).isEqualTo(new Heard.Nobody());
    }

    @Test
    void a_database_without_https_is_not_told_and_that_is_said() throws Exception {
        credentials.enter(ConnectionToken.parse(
                "http://192.168.1.9:8069?token=A1b2&db_uuid=" + TestBox.UUID + "&enterprise_code=" + TestBox.CODE));
        Teller teller = teller(ReportConfig.By.UNLESS_ODOO_DOES);

        tell(teller);

        assertThat(database.asked()).isEmpty();
        assertThat(teller.heard()).isEqualTo(new Heard.InClear("http://192.168.1.9:8069"));
    }

    private static Said taken() {
        return new Said(200, "application/json", "{\"jsonrpc\":\"2.0\",\"result\":\"iot_channel\"}");
    }

    private Teller teller(ReportConfig.By by) {
        return new Teller(
                () -> by,
                settings(),
                credentials,
                () -> new BoxState(Optional.of(pair), new Ok(), new Ok(), NOW, List.of()),
                new Courier(VERTX, new Roots(settings()), Proxy.of(Optional.empty(), Optional.empty())),
                new Told(data),
                clock);
    }

    private static void tell(Teller teller) {
        teller.tellIfThereAreNews().await().atMost(Duration.ofSeconds(20));
    }

    private static Settings settings() {
        return new Settings(Optional.of("https://padlock.example.com"), Optional.empty(), Optional.empty());
    }
}
