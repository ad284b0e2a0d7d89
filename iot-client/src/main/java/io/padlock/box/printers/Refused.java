package io.padlock.box.printers;

import io.padlock.box.words.Phrase;

/** What was asked for is not done, and why. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Kind {
        /** What was asked for can't be. */
        NOT_UNDERSTOOD,
        /** Printers are in the shop. */
        PUBLIC_ADDRESS,
        /** The box is in a network that is no shop's: nobody there is asked. */
        PUBLIC_NETWORK,
        /** There is one already. */
        ONCE,
        /** It is not what was shown before. */
        CHANGED,
        /** It is worth nothing any more. */
        ENDED,
        /** The box does not know what time it is. */
        CLOCK,
        /** There is none. */
        NOTHING,
        /** The printer does not answer as it would have to. */
        NOT_REACHED
    }

    private final Kind kind;
    private final transient Phrase why;

    Refused(Kind kind, Phrase why) {
        super(why.toString());
        this.kind = kind;
        this.why = why;
    }

    public Kind kind() {
        return kind;
    }

    public Phrase why() {
        return why;
    }
}
