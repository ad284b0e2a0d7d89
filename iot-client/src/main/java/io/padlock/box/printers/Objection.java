package io.padlock.box.printers;

import io.padlock.box.words.Phrase;

/**
 * Why somebody does not believe a certificate.
 *
 * @param who as its makers call it
 */
public record Objection(Code code, String who, Phrase explanation, Phrase remedy) {

    static final String EVERYBODY = "Chrome, Edge, Firefox, Safari";

    /** Whether no browser shows a padlock because of it; otherwise some do. */
    public boolean isEverybodys() {
        return who.equals(EVERYBODY);
    }

    /** For programs. */
    public enum Code {
        NO_ADDRESS,
        CN_ONLY,
        ADDRESS_CHANGED,
        TOO_LONG,
        WEAK_SIGNATURE,
        WEAK_KEY,
        EXPIRED,
        NOT_YET_VALID,
        NO_SERVER_AUTH,
        NOT_AN_AUTHORITY,
        AUTHORITY_AS_SERVER,
        ISSUER_UNKNOWN
    }
}
