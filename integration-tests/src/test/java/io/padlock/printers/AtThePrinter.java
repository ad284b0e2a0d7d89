package io.padlock.printers;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.padlock.testing.printer.Printer;
import java.nio.file.Path;

/** What a person does on a printer's own page, over HTTP, where no browser warns. */
final class AtThePrinter {

    private final Page page;
    private final Printer printer;

    private AtThePrinter(Page page, Printer printer) {
        this.page = page;
        this.printer = printer;
    }

    static AtThePrinter signIn(Page page, Printer printer) {
        page.navigate(printer.plainUrl() + "/");
        page.getByLabel("ID").fill("epson");
        page.getByLabel("Password").fill(printer.serialNumber());
        button(page, "Sign in");
        return new AtThePrinter(page, printer);
    }

    AtThePrinter imports(Path pkcs12, String password) {
        link("Certificate List");
        link("Import");
        page.getByLabel("Server Certificate").setInputFiles(pkcs12);
        page.getByLabel("Password").fill(password);
        button(page, "Import");
        assertThat(page.locator("#told")).hasText("The certificate was imported.");
        return this;
    }

    AtThePrinter chooses(String certificate) {
        page.navigate(printer.plainUrl() + "/");
        link("SSL/TLS");
        page.getByLabel("Server Certificate").selectOption(certificate);
        button(page, "Send");
        assertThat(page.locator("#told")).hasText("It is used after a reset.");
        return this;
    }

    void resets() throws InterruptedException {
        int before = printer.restarts();
        page.navigate(printer.plainUrl() + "/");
        link("Reset");
        button(page, "Reset");
        printer.awaitRestarts(before + 1);
    }

    private void link(String text) {
        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(text).setExact(true))
                .click();
    }

    private static void button(Page page, String text) {
        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(text).setExact(true))
                .click();
    }
}
