package io.padlock.box.certificate;

import io.padlock.box.words.Phrase;
import java.util.Set;

/** Why a pair can't be used. */
public final class Unusable extends Exception {

    static final String ISSUERS_DATES = "received.issuers-dates";

    private static final long serialVersionUID = 1L;
    private static final Set<String> ABOUT_THE_TIME = Set.of("received.not-yet", "received.ended", ISSUERS_DATES);

    private final transient Phrase why;
    private final boolean unreadable;

    private Unusable(Phrase why, boolean unreadable, Throwable cause) {
        super(why.toString(), cause);
        this.why = why;
        this.unreadable = unreadable;
    }

    static Unusable because(String key, Object... arguments) {
        return new Unusable(Phrase.of(key, arguments), false, null);
    }

    static Unusable because(Throwable cause, String key, Object... arguments) {
        return new Unusable(Phrase.of(key, arguments), false, cause);
    }

    /** What it is nobody could find out. */
    static Unusable unreadable(Throwable cause, String key, Object... arguments) {
        return new Unusable(Phrase.of(key, arguments), true, cause);
    }

    public Phrase why() {
        return why;
    }

    /** It would be good at another time: perhaps it is the clock that is wrong. */
    public boolean isAboutTheTime() {
        return ABOUT_THE_TIME.contains(why.key());
    }

    /** Otherwise it was read, and is damaged or not what a box can use. */
    public boolean isUnreadable() {
        return unreadable;
    }
}
