package io.padlock.provisioning.issuance;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Objects;

/** One line of a revocation list. */
public record RevokedCertificate(String serialHex, Instant at, RevocationReason reason) {

    public RevokedCertificate {
        Objects.requireNonNull(serialHex, "serialHex");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(reason, "reason");
    }

    BigInteger serial() {
        return new BigInteger(serialHex, 16);
    }
}
