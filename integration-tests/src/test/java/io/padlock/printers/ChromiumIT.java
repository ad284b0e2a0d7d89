package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Command;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path of a person with a printer whose firmware is old, in Chromium, from its warning to its padlock. */
class ChromiumIT {

    /** As the point of sale does. */
    private static final String PRINTS = """
            url => fetch(url + '/cgi-bin/epos/service.cgi?devid=local_printer&timeout=10000', {
                method: 'POST',
                headers: {'Content-Type': 'text/xml; charset=utf-8', 'SOAPAction': '""'},
                body: '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
                    + '<epos-print xmlns="http://www.epson-pos.com/schemas/2011/03/epos-print">'
                    + '<text>One coffee&#10;</text><cut/></epos-print></s:Body></s:Envelope>'
            }).then(answer => answer.text(), failure => 'failed: ' + failure)
            """;

    private static final String POINT_OF_SALE = "https://pos.example.com/";

    @TempDir
    static Path folder;

    private static Path data;
    private static Printer printer;

    @BeforeAll
    static void a_printer_of_a_shop() throws Exception {
        data = folder.resolve("box");
        printer = Shop.printer(Model.oldFirmware());
    }

    @AfterAll
    static void switched_off() {
        printer.close();
    }

    @Test
    void from_a_warning_to_a_padlock_and_a_receipt() throws Exception {
        try (Computer computer = Computer.in(folder.resolve("computer"))) {
            JsonNode made;
            try (Browser browser = Browser.thatTrustsNobodyNew(computer.home());
                    Page page = browser.page()) {
                assertThatThrownBy(() -> page.navigate(printer.url() + "/"))
                        .isInstanceOf(PlaywrightException.class)
                        .hasMessageContaining("net::ERR_CERT_");
                assertThat(receipt(page)).startsWith("failed: ");

                made = PrinterCommand.told(data, "generate", printer.address(), "--to", folder.toString());
                AtThePrinter.signIn(page, printer)
                        .imports(
                                folder.resolve("printer-" + printer.address().replace('.', '-') + ".p12"),
                                made.path("importPassword").asText())
                        .chooses("Imported Certificate")
                        .resets();

                assertThatThrownBy(() -> page.navigate(printer.url() + "/"))
                        .hasMessageContaining("net::ERR_CERT_AUTHORITY_INVALID");
            }
            assertThat(printer.printed()).isEmpty();

            Command typed = computer.types(PrinterCommand.told(data, "import", printer.address(), "--system", "nss")
                    .path("commands")
                    .get(0)
                    .path("text")
                    .asText());
            assertThat(typed.status()).as(typed.output()).isZero();

            try (Box box = Box.start(data, Shop.SETTINGS);
                    Browser browser = Browser.thatTrustsNobodyNew(computer.home());
                    Page page = browser.page()) {
                page.navigate(box.url() + "/printers/" + printer.address());
                page.waitForSelector("#browser-check[data-result=good]");

                Response shown = page.navigate(printer.url() + "/");
                assertThat(shown.status()).isEqualTo(200);
                assertThat(shown.securityDetails().subjectName).isEqualTo(printer.address());
                assertThat(page.evaluate("isSecureContext")).isEqualTo(true);
                assertThat(receipt(page)).contains("success=\"true\"");
            }
            assertThat(printer.printed()).singleElement().asString().contains("One coffee");
            JsonNode checked = PrinterCommand.told(data, "check", printer.address());
            assertThat(checked.path("padlock").asBoolean())
                    .as(checked.toString())
                    .isTrue();
        }
    }

    @Test
    void what_a_printer_made_for_itself_is_trusted_by_the_line_for_chrome() throws Exception {
        try (Printer own = Shop.printer(Model.making(Selfsigned::forAddress));
                Computer computer = Computer.in(folder.resolve("own"))) {
            String fingerprint = PrinterCommand.told(data, "look", own.address())
                    .at("/certificate/fingerprint")
                    .asText();
            Command typed = computer.types(
                    PrinterCommand.told(data, "import", own.address(), "--system", "nss", "--fingerprint", fingerprint)
                            .path("commands")
                            .get(0)
                            .path("text")
                            .asText());
            assertThat(typed.status()).as(typed.output()).isZero();

            try (Browser browser = Browser.thatTrustsNobodyNew(computer.home());
                    Page page = browser.page()) {
                assertThat(page.navigate(own.url() + "/").status()).isEqualTo(200);
                assertThat(page.evaluate("isSecureContext")).isEqualTo(true);
            }
        }
    }

    /** From a page of somebody's in the Internet, as Odoo's point of sale is one. */
    private static String receipt(Page page) {
        page.context().grantPermissions(java.util.List.of("local-network-access"));
        page.route(
                POINT_OF_SALE,
                route -> route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>Point of sale</title>")));
        page.navigate(POINT_OF_SALE);
        return (String) page.evaluate(PRINTS, printer.url());
    }
}
