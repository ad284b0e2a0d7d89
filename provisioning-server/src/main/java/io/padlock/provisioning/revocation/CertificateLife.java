package io.padlock.provisioning.revocation;

import io.padlock.provisioning.issuance.Validity;
import java.time.Instant;

/**
 * What decides when a certificate is to be renewed.
 *
 * @param revokedAt null when it was not revoked
 */
public record CertificateLife(String issuer, Validity validity, Instant issuedAt, Instant revokedAt) {

    public boolean isRevoked() {
        return revokedAt != null;
    }
}
