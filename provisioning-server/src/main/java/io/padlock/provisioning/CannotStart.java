package io.padlock.provisioning;

/** Something has to be mended before the server can start. The message says what, in a sentence, and is all we print. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
