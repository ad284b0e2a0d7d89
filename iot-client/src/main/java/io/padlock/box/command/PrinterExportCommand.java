package io.padlock.box.command;

import io.padlock.box.printers.Download;
import io.padlock.box.printers.Fingerprint;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Refused;
import io.padlock.box.printers.Refused.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "The certificate that devices have to trust, as .crt (Base64, a single one): the generated one, or the",
            "printer's own, once its fingerprint was shown and compared, and given back."
        })
final class PrinterExportCommand extends PrinterAction {

    @Parameters(paramLabel = "ADDRESS", description = "the printer's")
    String address;

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "of the one to export; refused where the printer shows another")
    String fingerprint;

    @Option(names = "--to", paramLabel = "FILE", description = "where to; standard output, if not given")
    Path to;

    @Override
    int act(Printers printers) throws IOException, Refused {
        PrinterAddress parsed = printers.address(address);
        Optional<Fingerprint> confirmed = fingerprint(fingerprint);
        if (to != null) {
            OwnersFile.mustTakeFile(to);
        }
        if (confirmed.isEmpty() && !isGenerated(printers, parsed)) {
            return show(printers, parsed);
        }
        X509Certificate certificate = printers.export(parsed, confirmed);
        printers.keep(parsed, certificate);
        Download file = Download.certificate(parsed, certificate);
        if (to != null) {
            OwnersFile.write(to, file.content(), false);
        }
        String pem = new String(file.content(), StandardCharsets.US_ASCII);
        if (json) {
            tellAsJson(Map.of(
                    "address", parsed.ip(),
                    "fingerprint", Fingerprint.of(certificate).text(),
                    "certificate", pem));
        } else if (to == null) {
            out().print(pem);
        } else {
            out().println(to + ", SHA-256 " + Fingerprint.of(certificate));
        }
        return Commands.WELL;
    }

    private static boolean isGenerated(Printers printers, PrinterAddress parsed) throws IOException, Refused {
        try {
            printers.generated(parsed, Optional.empty());
            return true;
        } catch (Refused e) {
            if (e.kind() == Kind.NOTHING) {
                return false;
            }
            throw e;
        }
    }

    private int show(Printers printers, PrinterAddress parsed) throws IOException, Refused {
        Fingerprint shown = printers.shown(parsed);
        if (json) {
            tellAsJson(Map.of("address", parsed.ip(), "shown", shown.text()));
        } else {
            out().println("The printer shows a certificate with the fingerprint (SHA-256)");
            out().println("    " + shown);
            out().println("Compare it with the one that a browser shows, or the printer's own page, then say so:");
            out().println("    printer export " + parsed + " --fingerprint " + shown.digits());
        }
        return Commands.NOT_WELL;
    }
}
