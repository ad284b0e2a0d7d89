package io.padlock.provisioning.operator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.padlock.provisioning.history.CertificateInFull;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.naming.ParentDomain;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A certificate as operators see it when they ask for this one. */
record CertificateInFullAnswer(
        @JsonUnwrapped CertificateAnswer certificate, String keySha256, int generation, String certificateChain) {

    static CertificateInFullAnswer of(CertificateInFull found, Authority authority, ParentDomain domain) {
        return new CertificateInFullAnswer(
                CertificateAnswer.of(found.row(), domain),
                found.keySha256(),
                found.generation(),
                chain(found, authority));
    }

    /** An issuer whose files were taken away is missing from the chain; its certificates stay in the ledger. */
    private static String chain(CertificateInFull found, Authority authority) {
        return authority.issuers().stream()
                        .anyMatch(issuer -> issuer.name().equals(found.row().issuer()))
                ? authority.chainPem(found.der())
                : pem(found.der());
    }

    private static String pem(byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }
}
