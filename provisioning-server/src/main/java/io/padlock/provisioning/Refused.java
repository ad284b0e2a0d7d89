package io.padlock.provisioning;

import io.padlock.provisioning.Refusal.Several;
import io.padlock.provisioning.Refusal.Unusable;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Carries a refusal to the door. Expected, so it has no stack trace. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(Refused.class);
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

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
            LOG.infof("Refused a request: %s %s", refusal.code(), onOneLine(explanation()));
        }
    }

    /** Whatever was sent and is repeated: nobody writes lines of their own into the log, or colours its terminal. */
    static String onOneLine(String text) {
        return CONTROL.matcher(text)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }

    /** All explanations in one text. */
    public String explanation() {
        return refusal.explanation();
    }
}
