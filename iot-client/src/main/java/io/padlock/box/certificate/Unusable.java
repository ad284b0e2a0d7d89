package io.padlock.box.certificate;

/** A certificate that must not be installed or served; the message is a sentence that says why. */
public final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String message) {
        super(message);
    }

    Unusable(String message, Throwable cause) {
        super(message, cause);
    }
}
