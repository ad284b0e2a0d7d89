package io.padlock;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.SecurityDetails;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import io.padlock.testing.contract.Overheard;
import io.padlock.testing.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server and box as packaged, from nothing to a padlock, judged by OpenSSL and by a browser. */
class FirstCertificateIT {

    @TempDir
    static Path folder;

    private static Server server;
    private static Wire wire;
    private static Overheard overheard;
    private static String url;
    private static Box box;
    private static Path root;

    @BeforeAll
    static void a_server_with_an_eligible_database_and_a_box_of_it() throws Exception {
        server = Server.start(folder.resolve("server"));
        server.registerEligibleDatabase();
        wire = new Wire(server.port());
        overheard = Overheard.on(wire);
        url = "http://127.0.0.1:" + wire.port();
        box = Box.start(folder.resolve("box"), url, Server.UUID, Server.CODE).awaitCode("OK");
        root = server.root();
    }

    @AfterAll
    static void stop() throws Exception {
        try (Wire cut = wire;
                Server stopped = server;
                Box stoppedBefore = box) {
            assertThat(stopped).isNotNull();
            assertThat(stoppedBefore).isNotNull();
            assertThat(cut).isNotNull();
        }
        assertThat(Processes.on(folder)).isEmpty();
    }

    @Test
    void box_and_server_speak_as_the_contract_says() throws Exception {
        int before = overheard.check();

        try (Box another = Box.start(folder.resolve("overheard-box"), url, Server.UUID, Server.CODE);
                Box stranger = Box.start(folder.resolve("strange-box"), url, Server.UUID, "no-such-code")) {
            another.awaitCode("OK");
            stranger.awaitCode("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
        }

        assertThat(overheard.check()).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void a_box_that_asks_as_stock_boxes_do_gets_its_certificate_at_their_door() throws Exception {
        int before = overheard.check();
        Map<String, String> given = Map.of(
                "PADLOCK_BOX_SERVER",
                url,
                "PADLOCK_BOX_DATABASE_UUID",
                Server.UUID,
                "PADLOCK_BOX_ENTERPRISE_CODE",
                Server.CODE,
                "PADLOCK_BOX_PROTOCOL",
                "STOCK");

        try (Box asStockBoxesDo = Box.start(folder.resolve("stock-box"), given)) {
            asStockBoxesDo.awaitCode("OK");
            assertThat(Command.run(
                                    "curl",
                                    "-fsS",
                                    "--cacert",
                                    root.toString(),
                                    "--resolve",
                                    asStockBoxesDo.name() + ":" + asStockBoxesDo.httpsPort() + ":127.0.0.1",
                                    asStockBoxesDo.secureUrl() + "status")
                            .output())
                    .contains("\"code\":\"OK\"");
        }

        assertThat(overheard.check()).isGreaterThan(before);
    }

    @Test
    void curl_verifies_the_box_by_openssl_up_to_the_root_and_for_its_name() throws Exception {
        Command curl = Command.run(
                "curl",
                "-fsS",
                "--cacert",
                root.toString(),
                "--resolve",
                resolve(box.name()),
                box.secureUrl() + "status");

        assertThat(curl.output()).contains("\"code\":\"OK\"");
        assertThat(curl.status()).isZero();
    }

    @Test
    void curl_refuses_the_box_under_a_name_of_another_zone() throws Exception {
        String other = "127-0-0-1.00000000.odoo-iot.com";

        Command curl = Command.run(
                "curl",
                "-fsS",
                "--cacert",
                root.toString(),
                "--resolve",
                resolve(other),
                "https://" + other + ":" + box.httpsPort() + "/");

        assertThat(curl.status())
                .as("60 is curl's status for a certificate that does not hold")
                .isEqualTo(60);
    }

    @Test
    void curl_refuses_the_box_without_the_root() throws Exception {
        Command curl = Command.run("curl", "-fsS", "--resolve", resolve(box.name()), box.secureUrl());

        assertThat(curl.status()).isEqualTo(60);
    }

    @Test
    void openssl_finds_nothing_to_object_to_in_the_chain_even_when_strict() throws Exception {
        Path chain = folder.resolve("box/current/chain.pem");

        Command openssl = Command.run(
                "openssl",
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                box.name(),
                "-CAfile",
                root.toString(),
                "-untrusted",
                chain.toString(),
                chain.toString());

        assertThat(openssl.output()).endsWith(": OK\n");
        assertThat(openssl.status()).isZero();
    }

    @Test
    void a_browser_that_trusts_only_the_root_shows_the_page_with_a_padlock() throws Exception {
        try (Browser browser = Browser.thatTrusts(folder.resolve("home"), root)) {
            Page page = browser.page();

            Response answer = page.navigate(box.secureUrl());

            assertThat(answer.status()).isEqualTo(200);
            SecurityDetails seen = answer.securityDetails();
            assertThat(seen.issuer).contains("Padlock TEST Issuing");
            assertThat(seen.protocol).startsWith("TLS 1.3");
            assertThat(page.locator(".verdict .code")).hasText("OK");
            assertThat(page.locator("h1")).hasText("Shop counter");
            assertThat(page.evaluate("window.isSecureContext")).isEqualTo(true);
        }
    }

    @Test
    void a_browser_that_does_not_trust_the_root_refuses_the_page() throws Exception {
        try (Browser browser = Browser.thatTrustsNobodyNew(Files.createDirectory(folder.resolve("other-home")))) {
            Page page = browser.page();

            assertThatThrownBy(() -> page.navigate(box.secureUrl()))
                    .isInstanceOf(PlaywrightException.class)
                    .hasMessageContaining("ERR_CERT_AUTHORITY_INVALID");
        }
    }

    @Test
    void the_page_fits_a_phone_whatever_it_says() throws Exception {
        try (Browser browser = Browser.thatTrustsNobodyNew(Files.createDirectory(folder.resolve("phone-home")));
                Box refused = Box.start(folder.resolve("refused-box"), url, Server.UUID, "wrong")) {
            refused.awaitCode("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");
            for (String address : new String[] {box.url(), refused.url()}) {
                Page page = browser.phone();
                page.navigate(address);
                assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as("no sideways scrolling at %s", address)
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void a_box_that_is_refused_shows_the_servers_reason_and_remedy() throws Exception {
        String uuid = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e13";
        server.register(uuid, "M99", "STAGING");
        try (Box staging = Box.start(folder.resolve("staging-box"), url, uuid, "M99")) {
            staging.awaitCode("ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT");

            String page = given().get(staging.url() + "/").asString();

            assertThat(page)
                    .contains("This database is a staging environment.")
                    .contains("Connect the box to the production database.")
                    .contains(staging.status("reference"));
            assertThat(server.said()).contains(staging.status("reference"));
        }
    }

    @Test
    void a_second_start_of_the_box_asks_for_nothing_and_serves_at_once() throws Exception {
        try (Box first = Box.start(folder.resolve("restarted-box"), url, Server.UUID, Server.CODE)) {
            first.awaitCode("OK");
        }
        String before = server.said();

        try (Box second = Box.start(folder.resolve("restarted-box"), url, Server.UUID, Server.CODE)) {
            second.awaitCode("OK");
            assertThat(server.said()).isEqualTo(before);
        }
    }

    @Test
    void commands_reach_the_box_that_runs_and_say_by_their_status_how_it_is() throws Exception {
        String before = box.status("certificate.serial");

        Command status = command("status");
        Command renewed = command("renew");
        Command onTheDisk = command("check", "--json");

        assertThat(status.status()).isZero();
        assertThat(status.output()).startsWith("OK\n").contains("Found at " + box.secureUrl());
        assertThat(renewed.status()).as(renewed.output()).isZero();
        assertThat(box.status("certificate.serial")).isNotEqualTo(before);
        assertThat(onTheDisk.output()).contains("\"serial\":\"" + box.status("certificate.serial") + "\"");
        assertThat(command("staus").status()).isEqualTo(2);
    }

    private static Command command(String... words) throws Exception {
        return Box.command(folder.resolve("box"), words);
    }

    @Test
    void the_contract_code_is_in_no_log_and_on_no_page() throws Exception {
        assertThat(server.said()).doesNotContain(Server.CODE);
        assertThat(box.said()).doesNotContain(Server.CODE);
        assertThat(given().get(box.url() + "/").asString()).doesNotContain(Server.CODE);
        assertThat(given().get(box.url() + "/status").asString()).doesNotContain(Server.CODE);
    }

    @Test
    void a_port_that_somebody_has_is_a_sentence_from_the_box() throws Exception {
        int taken = server.port();
        try (Box second = Box.launch(
                folder.resolve("late-box"), server.url(), Server.UUID, Server.CODE, taken, box.httpsPort())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.said())
                    .contains("Port " + taken + " on 127.0.0.1 can't be opened")
                    .contains("-Dquarkus.http.port=")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void an_address_that_is_none_is_a_sentence_from_the_box() throws Exception {
        try (Box misled = Box.launch(
                folder.resolve("misled-box"),
                server.url(),
                Server.UUID,
                Server.CODE,
                Ports.free(),
                Ports.free(),
                "-Dpadlock.box.address=192.168.1.256")) {
            assertThat(misled.awaitEnd()).isEqualTo(1);
            assertThat(misled.said())
                    .contains("padlock.box.address is \"192.168.1.256\"")
                    .doesNotContain("\tat ");
        }
    }

    private static String resolve(String name) {
        return name + ":" + box.httpsPort() + ":127.0.0.1";
    }
}
