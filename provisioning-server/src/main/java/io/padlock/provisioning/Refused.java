package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.Several;
import io.padlock.provisioning.Refusal.Unusable;
import org.jboss.logging.Logger;

/** Carries a refusal to the door. Expected, so it has no stack trace. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(Refused.class);

    private final transient Refusal refusal;

    public Refused(Refusal refusal) {
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** For the doors. What was refused behind them is logged there, with the database that it was about. */
    public void logIfUnusable() {
        if (refusal instanceof Unusable || refusal instanceof Several) {
            LOG.infof("Refused a request: %s %s", refusal.code(), explanation());
        }
    }

    /** All explanations in one text. */
    public String explanation() {
        return refusal.explanation();
    }
}
