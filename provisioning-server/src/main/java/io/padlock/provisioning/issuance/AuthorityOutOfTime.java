package io.padlock.provisioning.issuance;

import java.time.Instant;

/** By the clock, the issuer's certificate is not one to sign with now. */
public final class AuthorityOutOfTime extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    private AuthorityOutOfTime(String message, String remedy) {
        super(message, null, false, false);
        this.remedy = remedy;
    }

    /** A stock box renews a certificate with fewer than ten days left at every check, and would be given one each time. */
    static AuthorityOutOfTime ending(Instant end) {
        return new AuthorityOutOfTime(
                "The issuing certificate ends on " + end + ", too soon for another certificate.",
                "Make another: padlock-authority rotate.");
    }

    static AuthorityOutOfTime toCome(Instant beginning, Instant now) {
        return new AuthorityOutOfTime(
                "The clock says " + now + ", and the issuing certificate begins on " + beginning + ".",
                "Set this machine's clock.");
    }

    /** For who runs the server. */
    public String remedy() {
        return remedy;
    }
}
