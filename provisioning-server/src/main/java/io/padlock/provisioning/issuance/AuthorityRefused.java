package io.padlock.provisioning.issuance;

/** The authority's files can't be used; the message is a sentence for whoever starts the server. */
public final class AuthorityRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AuthorityRefused(String message) {
        super(message);
    }

    AuthorityRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
