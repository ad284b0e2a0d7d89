package io.padlock.provisioning.history;

import io.padlock.provisioning.revocation.Revocation;
import java.time.Instant;

/** What a certificate is good for at a moment. */
public enum CertificateState {
    VALID,
    EXPIRED,
    /** Also after its end. */
    REVOKED;

    static CertificateState of(Revocation revocation, Instant notAfter, Instant now) {
        if (revocation != null) {
            return REVOKED;
        }
        return notAfter.isBefore(now) ? EXPIRED : VALID;
    }
}
