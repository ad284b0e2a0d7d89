package io.padlock.provisioning.issuance;

import java.time.Instant;

/**
 * One rule for certificates, checked on every one that is signed.
 *
 * @param name zlint's name for it where zlint has one; those that begin {@code padlock_} are ours
 * @param rule where it is written: RFC and section, or BR, the CA/Browser Forum's Baseline Requirements for TLS, and section
 */
record Lint(String name, String rule, Check check) {

    interface Check {
        boolean holds(LintedCertificate certificate, Circumstances signed);
    }

    /** By whom and when it was signed. */
    record Circumstances(Issuer issuer, Instant at) {}

    boolean holds(LintedCertificate certificate, Circumstances signed) {
        try {
            return check.holds(certificate, signed);
        } catch (IllegalArgumentException e) {
            // A part that the rule speaks of is not where it belongs.
            return false;
        }
    }
}
