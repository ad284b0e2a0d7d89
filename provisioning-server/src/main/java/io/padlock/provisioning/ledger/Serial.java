package io.padlock.provisioning.ledger;

import java.util.Locale;
import java.util.regex.Pattern;

/** A certificate's serial number as the ledger writes it: 32 hexadecimal digits. */
public record Serial(String hex) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

    public Serial {
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "The serial number is not one of ours: 32 hexadecimal digits are expected.");
        }
    }

    /**
     * Capitals too: OpenSSL and most browsers show them so.
     *
     * @throws IllegalArgumentException with a sentence for the sender
     */
    public static Serial parse(String text) {
        return new Serial(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return hex;
    }
}
