package io.padlock.box.printers;

import io.padlock.box.words.Phrase;
import java.util.List;

/** How a certificate gets into a printer, on the printer's own page: as Odoo's documentation goes there. */
public final class FormSteps {

    private FormSteps() {}

    public static List<Phrase> of(PrinterAddress address) {
        return List.of(
                Phrase.of("form.open", address),
                Phrase.of("form.sign-in"),
                Phrase.of("form.import", Download.named(address, ".p12")),
                Phrase.of("form.select"),
                Phrase.of("form.restart"));
    }
}
