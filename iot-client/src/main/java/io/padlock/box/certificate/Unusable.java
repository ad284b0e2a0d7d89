package io.padlock.box.certificate;

import io.padlock.box.words.Phrase;

/** Why a pair can't be used. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

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
        return why.key().equals("received.not-yet") || why.key().equals("received.ended");
    }

    /** Otherwise it was read, and is damaged or not what a box can use. */
    public boolean isUnreadable() {
        return unreadable;
    }
}
