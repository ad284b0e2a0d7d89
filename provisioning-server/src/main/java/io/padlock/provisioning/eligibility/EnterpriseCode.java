package io.padlock.provisioning.eligibility;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/** The contract code: whoever knows it speaks for the database. A secret, so {@code toString} does not tell it. */
public final class EnterpriseCode {

    private static final int LONGEST = 64;
    private static final String NOBODYS = "nobody";
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    private final String value;

    private EnterpriseCode(String value) {
        this.value = value;
    }

    /** @throws IllegalArgumentException with a sentence for the sender, which does not repeat the code */
    public static EnterpriseCode parse(String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("The contract code is missing.");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The contract code has " + text.length() + " characters; " + LONGEST + " are the most.");
        }
        if (!VISIBLE_ASCII.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The contract code holds a blank, or a character that no contract code has.");
        }
        return new EnterpriseCode(text);
    }

    /** For the directory alone, which has to keep it. */
    public String reveal() {
        return value;
    }

    /**
     * Takes the same time wherever the two differ, so that a code can't be guessed letter by letter; and as much where
     * there is none to compare with, so that an unknown database can't be told from a wrong code.
     *
     * @param kept what {@link #reveal} told once; null where no database is known
     */
    public boolean matches(String kept) {
        byte[] other = (kept == null ? NOBODYS : kept).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.US_ASCII), other) & kept != null;
    }

    @Override
    public String toString() {
        return "contract code (secret)";
    }
}
