package io.padlock.box.provisioning;

import io.padlock.box.words.Phrase;

/** Says why whoever connects to the box does not get its certificate. */
public final class NotServed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Phrase why;

    public NotServed(Phrase why) {
        super(why.toString());
        this.why = why;
    }

    public Phrase why() {
        return why;
    }
}
