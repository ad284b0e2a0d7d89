package io.padlock.box.certificate;

import io.padlock.box.words.Phrase;
import java.security.GeneralSecurityException;

/** What was read is no key and no certificate, in words for people. */
final class Damaged extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    private final transient Phrase why;

    Damaged(String key) {
        this(Phrase.of(key));
    }

    private Damaged(Phrase why) {
        super(why.toString());
        this.why = why;
    }

    Phrase why() {
        return why;
    }
}
