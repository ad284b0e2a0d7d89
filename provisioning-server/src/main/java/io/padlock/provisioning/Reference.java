package io.padlock.provisioning;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;

/**
 * What one request is known by: in its answer, in the log, in the history and in the audit. Made where the request comes
 * in. It is no secret and opens nothing, so it needs to be rare and cheap, not unguessable.
 */
public record Reference(String text) {

    /** The name under which the log has it. */
    public static final String IN_LOG = "reference";

    // Crockford's alphabet: nothing in it is mistaken for something else when it is read over the telephone.
    private static final char[] LETTERS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final Reference NONE = new Reference("");
    /** Keeps replicas apart that seeded their generators in the same instant. */
    private static final long OF_THIS_PROCESS = new SecureRandom().nextLong();

    /** Twelve letters, 60 random bits. */
    public static Reference fresh() {
        long bits = ThreadLocalRandom.current().nextLong() ^ OF_THIS_PROCESS;
        char[] text = new char[14];
        for (int i = 0; i < text.length; i++) {
            if (i == 4 || i == 9) {
                text[i] = '-';
            } else {
                text[i] = LETTERS[(int) bits & 31];
                bits >>>= 5;
            }
        }
        return new Reference(new String(text));
    }

    /** For who is called on a request's context and will write lines about it elsewhere. */
    static Reference ofThisRequest() {
        return MDC.get(IN_LOG) instanceof String text ? new Reference(text) : NONE;
    }

    /**
     * For lines about this request that are written elsewhere than where it came in: after its statement ran with those of
     * others, say. Lines written on the request's own Vert.x context have the reference without this.
     */
    public void whileLogging(Runnable lines) {
        // The log keeps what stands beside a line in the Vert.x context, and forgets it in one that all requests share.
        Context context = Vertx.currentContext();
        if (context == null || VertxContext.isDuplicatedContext(context)) {
            withThis(lines);
        } else {
            ((ContextInternal) VertxContext.createNewDuplicatedContext(context)).dispatch(() -> withThis(lines));
        }
    }

    private void withThis(Runnable lines) {
        Object outer = MDC.get(IN_LOG);
        MDC.put(IN_LOG, text);
        try {
            lines.run();
        } finally {
            if (outer == null) {
                MDC.remove(IN_LOG);
            } else {
                MDC.put(IN_LOG, outer);
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
