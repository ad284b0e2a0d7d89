package io.padlock.box.printers;

import io.padlock.box.certificate.Pem;
import io.padlock.box.printers.Refused.Kind;
import io.padlock.box.words.Phrase;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/** A file for a device or a printer, under the name and type by which they know what to do with it. */
public record Download(String name, String type, byte[] content, boolean isSecret) {

    /** Base64, a single certificate: as Chrome and Firefox export it. Android goes by the type. */
    public static Download certificate(PrinterAddress address, X509Certificate root) {
        return text(address, ".crt", "application/x-x509-ca-cert", Pem.encode(List.of(root)), false);
    }

    public static Download profile(PrinterAddress address, X509Certificate root) {
        return text(address, ".mobileconfig", "application/x-apple-aspen-config", Profile.of(address, root), false);
    }

    /** For the printer's form. */
    public static Download pkcs12(PrinterAddress address, Kept kept, String password) {
        return new Download(
                named(address, ".p12"),
                "application/x-pkcs12",
                kept.pair().orElseThrow().pkcs12("printer-" + address.dashes(), password.toCharArray()),
                true);
    }

    public static Download chain(PrinterAddress address, Kept kept) {
        return text(
                address,
                ".pem",
                "application/x-pem-file",
                kept.pair().orElseThrow().chainPem(),
                false);
    }

    public static Download key(PrinterAddress address, Kept kept) {
        return text(
                address,
                ".key",
                "application/x-pem-file",
                kept.pair().orElseThrow().keyPem(),
                true);
    }

    /** What printers' forms take, and a person types. */
    public static void mustBeAPassword(String text) throws Refused {
        if (!text.matches("[!-~]{4,32}")) {
            throw new Refused(Kind.NOT_UNDERSTOOD, Phrase.of("printer-generate.password"));
        }
    }

    private static Download text(PrinterAddress address, String end, String type, String text, boolean isSecret) {
        return new Download(named(address, end), type, text.getBytes(StandardCharsets.US_ASCII), isSecret);
    }

    static String named(PrinterAddress address, String end) {
        return "printer-" + address.dashes() + end;
    }
}
