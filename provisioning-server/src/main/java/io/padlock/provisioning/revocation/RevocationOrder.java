package io.padlock.provisioning.revocation;

import io.padlock.provisioning.issuance.RevocationReason;

/** @param note what the operator wants to remember of it, or null */
public record RevocationOrder(RevocationReason reason, String note, String revokedBy) {

    private static final int LONGEST = 1000;

    /** @throws IllegalArgumentException with a sentence for the sender */
    public static String note(String sent) {
        if (sent != null && (sent.length() > LONGEST || sent.chars().anyMatch(RevocationOrder::isControl))) {
            throw new IllegalArgumentException("The note is over " + LONGEST
                    + " characters or holds a control character other than a line's end.");
        }
        return sent;
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\r' && character != '\t';
    }
}
