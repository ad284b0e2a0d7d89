package io.padlock.box.homepage;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.padlock.box.Answers;
import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import io.padlock.box.LanBrowser;
import io.padlock.box.TestBox;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.Served;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.net.ssl.SSLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = CertifiedBoxTest.Granting.class, restrictToAnnotatedClass = true)
class CertifiedBoxTest {

    private static final String NAME = "127-0-0-1." + TestIssuer.ZONE;

    FakeServer server;
    TestIssuer issuer;

    @Inject
    Keeper keeper;

    @Inject
    Served listener;

    @ConfigProperty(name = "padlock.box.https.port")
    int httpsPort;

    @BeforeEach
    void the_first_attempt_has_ended() {
        Deadline.until(
                "the box has its certificate", () -> keeper.state().status().ok());
    }

    @Test
    void it_says_ok_and_under_which_name_as_json() {
        get("/status")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("code", equalTo("OK"))
                .body("lastAttempt", equalTo("OK"))
                .body("reasons", hasSize(0))
                .body("name", equalTo(NAME))
                .body("url", equalTo("https://" + NAME + ":" + httpsPort + "/"))
                .body("certificate.names", contains("*." + TestIssuer.ZONE, TestIssuer.ZONE))
                .body("certificate.issuer", equalTo("CN=Padlock TEST intermediate"))
                .body(
                        "nextAttempt",
                        equalTo(keeper.state().pair().orElseThrow().renewAt().toString()));
    }

    @Test
    void https_is_served_with_that_very_certificate() throws Exception {
        LanBrowser.Page page = new LanBrowser(issuer.root()).open(NAME, httpsPort, "/status");

        assertThat(page.text()).startsWith("HTTP/1.1 200").contains("\"code\":\"OK\"");
        assertThat(get("/status").<String>path("certificate.fingerprint"))
                .isEqualTo(HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(page.certificate().getEncoded())));
        assertThat(HexFormat.of().formatHex(page.certificate().getSerialNumber().toByteArray()))
                .isEqualTo(get("/status").path("certificate.serial"));
    }

    @Test
    void a_browser_that_does_not_trust_the_root_or_came_by_another_name_sees_no_padlock() {
        TestIssuer another = new TestIssuer("Padlock", Instant.now());

        assertThatThrownBy(() -> new LanBrowser(another.root()).open(NAME, httpsPort, "/"))
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> new LanBrowser(issuer.root()).open("127-0-0-1.00000000.odoo-iot.com", httpsPort, "/"))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void the_homepage_says_ok_over_http_and_https() throws Exception {
        String overHttps =
                new LanBrowser(issuer.root()).open(NAME, httpsPort, "/").text();

        assertThat(overHttps)
                .startsWith("HTTP/1.1 200")
                .contains("<p class=\"code\">OK</p>")
                .contains("<h1>Shop counter</h1>")
                .contains("https://" + NAME + ":" + httpsPort + "/")
                .contains("test authority");
        get("/").then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .body(containsString("<p class=\"code\">OK</p>"));
    }

    @Test
    void the_page_lets_nothing_foreign_in_and_has_its_styles_and_pictures() throws Exception {
        get("/").then()
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("X-Content-Type-Options", "nosniff");
        get("/homepage.css").then().statusCode(200);
        get("/padlock.svg").then().statusCode(200);
        assertThat(new LanBrowser(issuer.root())
                        .open(NAME, httpsPort, "/homepage.css")
                        .text())
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void programs_that_watch_it_see_that_it_is_well_and_until_when() {
        long end = keeper.state().pair().orElseThrow().notAfter().getEpochSecond();

        assertThat(get("/q/health").statusCode()).isEqualTo(200);
        assertThat(get("/q/health/ready").<String>path("status")).isEqualTo("UP");
        assertThat(get("/q/metrics").asString())
                .contains("padlock_box_status{code=\"OK\"} 1\n")
                .contains("padlock_box_attempts_total{code=\"OK\"} 1\n")
                .contains("padlock_box_certificate_not_after_seconds " + end + "\n")
                .containsPattern("process_resident_memory_bytes [1-9][0-9]{7,}\n");
    }

    @Test
    void one_request_was_enough_and_it_carried_what_the_server_needs() {
        get("/").then().statusCode(200);
        get("/").then().statusCode(200);

        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.json().path("databaseUuid").asText()).isEqualTo(TestBox.UUID);
            assertThat(asked.json().path("enterpriseCode").asText()).isEqualTo(TestBox.CODE);
        });
    }

    @Test
    void the_contract_code_and_the_key_stand_on_no_page() {
        String key = keeper.state()
                .pair()
                .orElseThrow()
                .keyPem()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        assertThat(get("/").asString() + get("/status").asString())
                .doesNotContain(TestBox.CODE)
                .doesNotContain(key)
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void a_newer_pair_is_shown_to_who_comes_after_it() throws Exception {
        CertificatePair own = keeper.state().pair().orElseThrow();
        CertificatePair newer = Pairs.fresh(issuer, Instant.now());
        LanBrowser browser = new LanBrowser(issuer.root());

        listener.serve(newer).await().atMost(Duration.ofSeconds(10));
        String seen = serial(browser.open(NAME, httpsPort, "/"));
        listener.serve(own).await().atMost(Duration.ofSeconds(10));

        assertThat(seen).isEqualTo(newer.serial());
        assertThat(serial(browser.open(NAME, httpsPort, "/"))).isEqualTo(own.serial());
    }

    private static String serial(LanBrowser.Page page) {
        return HexFormat.of().formatHex(page.certificate().getSerialNumber().toByteArray());
    }

    public static class Granting extends TestBox {
        @Override
        protected FakeServer.Answering answers(TestIssuer issuer) {
            return Answers.granting(issuer);
        }
    }
}
