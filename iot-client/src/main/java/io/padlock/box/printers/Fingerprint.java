package io.padlock.box.printers;

import io.padlock.box.printers.Refused.Kind;
import io.padlock.box.words.Phrase;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** SHA-256 of a certificate, as browsers show it. */
public record Fingerprint(String text) {

    private static final HexFormat SHOWN = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int DIGITS = 64;

    public static Fingerprint of(X509Certificate certificate) {
        try {
            return new Fingerprint(
                    SHOWN.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256, and this certificate was read.", e);
        }
    }

    /** As people copy it: with colons, blanks or nothing in between, in capitals or not. */
    public static Fingerprint parse(String text) throws Refused {
        String digits = text.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new Refused(Kind.NOT_UNDERSTOOD, Phrase.of("printer-export.no-fingerprint", Shown.text(text)));
        }
        return new Fingerprint(SHOWN.formatHex(HexFormat.of().parseHex(digits)));
    }

    /** For an address. */
    public String digits() {
        return text.replace(":", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
