package io.padlock.printers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.padlock.box.Look;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Command;
import io.padlock.testing.printer.Listener;
import io.padlock.testing.printer.Manner;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged box's pages about printers, by their real causes: what is seen of them, what is downloaded, what is refused. */
class PrinterPagesIT {

    @TempDir
    static Path folder;

    private static Box box;
    private static Browser browser;

    @BeforeAll
    static void a_box_and_a_browser() throws Exception {
        box = Box.start(folder.resolve("box"), Shop.SETTINGS);
        browser = Browser.thatTrustsNobodyNew(Files.createDirectory(folder.resolve("home")));
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        box.close();
    }

    @Test
    void from_a_search_to_a_certificate_that_the_printer_shows() throws Exception {
        try (Printer printer = Shop.printer(Model.oldFirmware());
                Page page = browser.phone()) {
            Look.at(browser, box.url() + "/printers", "printers");
            page.navigate(box.url() + "/printers");
            page.fill("#password-scan", box.password());
            page.click("form[action^='/printers/scan'] button");
            assertThat(page.locator("#scan-found")).containsText(printer.address());
            page.waitForCondition(() -> page.locator("#password-scan").count() == 1);
            Look.at(browser, box.url() + "/printers", "printers-found");
            page.click("#scan-found a:text-is('" + printer.address() + "')");

            assertThat(page.locator(".verdict")).containsText("No padlock");
            assertThat(page.locator(".reasons").first()).containsText("SAN");
            assertThat(page.locator("#browser-check")).hasAttribute("data-result", "bad");
            try (Page forcing = browser.thatForces()) {
                forcing.navigate(of(printer));
                assertThat(forcing.locator("#browser-check")).hasAttribute("data-result", "forced");
                assertThat(forcing.locator("#browser-check")).containsText("no padlock");
            }
            Look.at(browser, of(printer), printer.url() + "/", "printer-old");

            page.fill("#password-generate", box.password());
            page.click("form[action*='/generate'] button");
            assertThat(page.locator(".told.good").first()).containsText("It is made.");
            Look.at(browser, of(printer), printer.url() + "/", "printer-generated");

            page.fill("#password-generate", box.password());
            page.click("form[action*='/generate'] button");
            assertThat(page.locator(".told.bad").first()).containsText("lose access");
            page.check("input[name=again]");
            page.fill("#password-generate", box.password());
            page.click("form[action*='/generate'] button");
            assertThat(page.locator(".told.good").first()).containsText("It is made.");
            Look.at(browser, of(printer), printer.url() + "/", "printer-generated-twice");

            // The older one: it is not lost by the newer.
            page.selectOption("#which-p12", new SelectOption().setIndex(1));
            page.fill("#import-password", "for-the-form");
            page.fill("#password-p12", box.password());
            Download pkcs12 = page.waitForDownload(() -> page.click("form[action*='/printer.p12'] button"));
            assertThat(pkcs12.suggestedFilename())
                    .isEqualTo("printer-" + printer.address().replace('.', '-') + ".p12");
            printer.take(Files.readAllBytes(pkcs12.path()), "for-the-form");
            printer.restart();
            page.navigate(of(printer));
            assertThat(page.locator(".verdict.good")).isVisible();
            assertThat(page.getByText("The printer still shows another one.")).isVisible();
            Look.at(browser, of(printer), printer.url() + "/", "printer-padlock");
            assertThat(printer.printed()).as("what looking printed").isEmpty();
        }
    }

    @Test
    void a_search_says_how_far_it_is_while_it_goes() throws Exception {
        try (Listener hanging = Shop.hanging();
                Page page = browser.phone()) {
            page.navigate(box.url() + "/printers?lang=fr");
            page.fill("#password-scan", box.password());
            page.click("form[action^='/printers/scan'] button");
            page.evaluate("document.getElementById('scan-progress').textContent = ''");

            assertThat(page.locator("#scan-progress")).containsText("253 adresses sur 254");
            assertThat(page.locator("#scan-bar")).isVisible();
            assertThat(page.locator("#scan-progress")).containsText("Recherche terminée");
            assertThat(hanging.visitors()).isPositive();
        }
    }

    @Test
    void what_devices_download_has_the_type_and_the_name_that_they_go_by() throws Exception {
        String address = "192.168.77.25";
        post(address + "/generate", Map.of("password", box.password()));

        Response crt = given().get(box.url() + "/printers/" + address + "/certificate.crt");
        isADownload(crt, "application/x-x509-ca-cert", "printer-192-168-77-25.crt");
        assertThat(crt.asString()).startsWith("-----BEGIN CERTIFICATE-----").containsOnlyOnce("BEGIN");

        for (String system : new String[] {"android", "ios"}) {
            String told = PrinterCommand.told(folder.resolve("box"), "import", address, "--system", system)
                    .path("download")
                    .asText();
            assertThat(told)
                    .startsWith("http://")
                    .contains(":" + URI.create(box.url()).getPort() + "/printers/");
            assertThat(given().get(box.url() + told.replaceFirst("http://[^/]+", ""))
                            .statusCode())
                    .isEqualTo(200);
        }

        Response profile = given().get(box.url() + "/printers/" + address + "/profile.mobileconfig");
        isADownload(profile, "application/x-apple-aspen-config", "printer-192-168-77-25.mobileconfig");
        Path file = Files.write(folder.resolve("profile.mobileconfig"), profile.asByteArray());
        Path read = folder.resolve("read.xml");
        Command plistutil = Command.run("plistutil", "-f", "xml", "-i", file.toString(), "-o", read.toString());
        assertThat(plistutil.status()).as(plistutil.output()).isZero();
        assertThat(Files.readString(read).replaceAll("\\s", ""))
                .contains("<string>com.apple.security.root</string>")
                .contains("<key>PayloadContent</key><data>" + crt.asString().replaceAll("-----.*-----|\\s", "")
                        + "</data>")
                .contains("<key>PayloadType</key><string>Configuration</string>");

        isADownload(
                post(address + "/certificate.pem", Map.of("password", box.password())),
                "application/x-pem-file",
                "printer-192-168-77-25.pem");
        isADownload(
                post(address + "/key.pem", Map.of("password", box.password())),
                "application/x-pem-file",
                "printer-192-168-77-25.key");
        isADownload(
                post(address + "/printer.p12", Map.of("password", box.password(), "import-password", "1234")),
                "application/x-pkcs12",
                "printer-192-168-77-25.p12");
        for (String secret : new String[] {"/key.pem", "/printer.p12", "/generate"}) {
            assertThat(post(address + secret, Map.of("password", "wrong", "import-password", "1234"))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void what_is_no_address_or_none_of_a_shop_or_hangs_or_changes_is_said() throws Exception {
        try (Listener hanging = Shop.hanging();
                Printer changing =
                        Shop.printer(Model.making(Selfsigned::forAddress).behaving(Manner.CHANGING));
                Page page = browser.phone()) {
            page.navigate(box.url() + "/printers");
            page.fill("#address", "8.8.8.8");
            page.click("form[action='/printers/look'] button");
            assertThat(page.locator(".told.bad")).containsText("8.8.8.8 is no address of a shop's own network");
            assertThat(given().get(box.url() + "/printers/8.8.8.8").statusCode())
                    .isEqualTo(403);
            assertThat(given().get(box.url() + "/printers/nonsense").statusCode())
                    .isEqualTo(400);

            page.navigate(box.url() + "/printers/" + hanging.address());
            assertThat(page.locator(".verdict.bad")).containsText("Nobody answers at " + hanging.address());
            Look.at(browser, box.url() + "/printers/" + hanging.address(), "printer-silent");

            String fingerprint = given().accept("application/json")
                    .get(box.url() + "/printers/" + changing.address())
                    .path("certificate.fingerprint");
            Response refused = given().get(box.url() + "/printers/" + changing.address()
                    + "/certificate.crt?fingerprint=" + fingerprint.replace(":", ""));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.asString()).contains("another one").doesNotContain("BEGIN");
        }
    }

    private static String of(Printer printer) {
        return box.url() + "/printers/" + printer.address();
    }

    private static Response post(String path, Map<String, String> form) {
        return given().formParams(form).post(box.url() + "/printers/" + path);
    }

    private static void isADownload(Response response, String type, String name) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo(type);
        assertThat(response.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + name + "\"");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
}
