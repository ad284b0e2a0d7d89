package io.padlock.provisioning.issuance;

import java.time.Instant;

/**
 * The issuer ends so soon that nothing is issued any more: a stock box renews a certificate with fewer than ten days left
 * at every check, and would be given one each time.
 */
public final class AuthorityEnding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuthorityEnding(Instant end) {
        super("The issuing certificate ends on " + end + ", too soon for another certificate.", null, false, false);
    }
}
