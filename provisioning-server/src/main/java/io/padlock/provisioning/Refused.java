package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.Unusable;
import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Carries a refusal to the door. Expected, so it has no stack trace; known by its reference, there and in the log. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(Refused.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    // Crockford's alphabet: nothing in it is mistaken for something else when it is read over the telephone.
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private final transient Refusal refusal;
    private final String reference;

    public Refused(Refusal refusal) {
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
        this.reference = newReference();
    }

    public Refusal refusal() {
        return refusal;
    }

    public String reference() {
        return reference;
    }

    /** For the doors. What was refused behind them is logged there, with the database that it was about. */
    public void logIfUnusable() {
        if (refusal instanceof Unusable) {
            LOG.infof("Refused a request: %s %s Reference %s.", refusal.code(), explanation(), reference);
        }
    }

    /** All explanations in one text. */
    public String explanation() {
        return refusal.reasons().stream().map(reason -> reason.explanation()).collect(Collectors.joining(" "));
    }

    private static String newReference() {
        StringBuilder reference = new StringBuilder(14);
        for (int i = 0; i < 12; i++) {
            reference.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return reference.toString();
    }
}
