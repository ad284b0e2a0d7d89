package io.padlock.box.command;

import io.padlock.box.printers.Checked;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Told;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "look",
        description = "What certificate a printer shows, and what browsers have against it. Changes nothing.")
final class PrinterLookCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's, 192.168.1.25 for instance")
    String address;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        Checked checked = printers.check(parsed, Optional.empty());
        Told told = Told.of(checked, printers.url(parsed), ENGLISH);
        if (json) {
            tellAsJson(told);
        } else {
            tell(told, out());
        }
        return told.reached() && told.objections().isEmpty() && told.epos().equals("YES")
                ? Commands.WELL
                : Commands.NOT_WELL;
    }

    static void tell(Told told, PrintWriter out) {
        out.println(told.url());
        if (told.certificate() == null) {
            out.println("✗ " + told.problem());
            if (told.epos().equals("YES")) {
                out.println("✓ " + told.eposSays());
                out.println(ENGLISH.say("page.printer-without-hint"));
            }
            return;
        }
        Told.Certificate shown = told.certificate();
        out.println("  Subject: " + shown.subject());
        out.println("  Issuer: " + shown.issuer() + (shown.selfSigned() ? " (self-signed)" : ""));
        out.println("  Names: " + String.join(", ", shown.names()));
        out.println("  Valid: " + shown.notBefore() + " to " + shown.notAfter() + " (" + shown.days() + " days)");
        out.println("  Key and signature: " + shown.key() + ", " + shown.signature());
        out.println("  Fingerprint (SHA-256): " + shown.fingerprint());
        out.println((told.epos().equals("YES") ? "✓ " : "✗ ") + told.eposSays());
        for (Told.Against objection : told.objections()) {
            out.println("✗ " + objection.who() + ": " + objection.explanation());
            out.println("    What to do: " + objection.remedy());
        }
        if (told.objections().isEmpty()) {
            out.println("✓ No browser has anything against the certificate itself.");
        }
    }
}
