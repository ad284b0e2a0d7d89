package io.padlock.provisioning.api;

import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.revocation.CertificateLife;
import java.time.Instant;

/** When to renew a certificate, as the contract tells it. */
record RenewalAnswer(Instant start, Instant end, String explanation) {

    static RenewalAnswer of(CertificateLife life, String currentIssuer, Instant now) {
        if (life.isRevoked()) {
            return past(life, "The certificate was revoked. Renew it now.");
        }
        if (!life.issuer().equals(currentIssuer)) {
            return past(life, "The certificate's issuer no longer issues. Renew it now.");
        }
        Validity window = life.validity().renewalWindow();
        return new RenewalAnswer(window.notBefore(), window.notAfter(), explanation(life, window, now));
    }

    /** A window that was over when the certificate was issued: the same at each question, and past for every clock. */
    private static RenewalAnswer past(CertificateLife life, String explanation) {
        return new RenewalAnswer(life.validity().notBefore(), life.issuedAt(), explanation);
    }

    private static String explanation(CertificateLife life, Validity window, Instant now) {
        if (now.isBefore(window.notBefore())) {
            return "The certificate is to be renewed in the last third of its life.";
        }
        if (!now.isAfter(window.notAfter())) {
            return "The certificate is in the last third of its life. Renew it in this window.";
        }
        return life.validity().notAfter().isBefore(now)
                ? "The certificate has ended. Renew it now."
                : "The certificate ends soon. Renew it now.";
    }
}
