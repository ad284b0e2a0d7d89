package io.padlock.box.command;

import io.padlock.box.printers.Checked;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Told;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Connects as a browser that trusts what was generated or exported for this printer, and nothing else:",
            "whether it shows a padlock, and if not, which step is missing."
        })
final class PrinterCheckCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "of a certificate of the printer's own that devices were given, too")
    String fingerprint;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        Checked checked = printers.check(parsed, fingerprint(fingerprint));
        Told told = Told.of(checked, printers.url(parsed), ENGLISH);
        if (json) {
            tellAsJson(told);
        } else {
            PrinterLookCommand.tell(told, out());
            out().println((told.padlock() ? "✓ " : "✗ ") + told.explanation());
            if (told.missing() != null) {
                out().println("    Missing: " + told.missing());
            }
        }
        return told.padlock() ? Commands.WELL : Commands.NOT_WELL;
    }
}
