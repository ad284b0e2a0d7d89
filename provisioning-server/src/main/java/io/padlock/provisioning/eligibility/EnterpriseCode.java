package io.padlock.provisioning.eligibility;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The contract code: whoever knows it speaks for the database. A secret, so {@code toString} does not tell it. */
public final class EnterpriseCode {

    private static final int LONGEST = 64;
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
     * For comparing: what two hashes have in common says nothing of the codes, so that the time it takes can't tell a nearly
     * right one from any other.
     */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "contract code (secret)";
    }
}
