package io.padlock.provisioning.issuance;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads what was signed with other eyes than the signer's: the JDK's parser and path validation, where Bouncy Castle
 * wrote. What differs from the order never leaves the server; a refusal here is a bug of ours, not the box's fault.
 */
final class Inspection {

    private static final int DNS_NAME = 2;
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final boolean[] DIGITAL_SIGNATURE_ONLY = {
        true, false, false, false, false, false, false, false, false
    };

    private final CertificateOrder order;
    private final X509Certificate leaf;

    private Inspection(CertificateOrder order, X509Certificate leaf) {
        this.order = order;
        this.leaf = leaf;
    }

    static void of(byte[] der, CertificateOrder order, X509Certificate issuer, X509Certificate root) {
        try {
            X509Certificate leaf = Profiles.decode(der);
            new Inspection(order, leaf).mustBeWhatWasOrdered();
            mustValidate(leaf, issuer, root);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A certificate that was just signed does not validate: " + e.getMessage(), e);
        }
    }

    private void mustBeWhatWasOrdered() throws GeneralSecurityException {
        must(leaf.getVersion() == 3, "version");
        must(leaf.getSerialNumber().equals(order.serial()), "serial");
        must(leaf.getSubjectX500Principal().getName().equals("CN=" + order.commonName()), "subject");
        must(dnsNames().equals(order.names()), "names");
        must(leaf.getNotBefore().toInstant().equals(order.validity().notBefore()), "notBefore");
        must(leaf.getNotAfter().toInstant().equals(order.validity().notAfter()), "notAfter");
        must(Arrays.equals(leaf.getPublicKey().getEncoded(), order.key().getEncoded()), "key");
        must(leaf.getBasicConstraints() == -1, "basicConstraints");
        must(Arrays.equals(leaf.getKeyUsage(), DIGITAL_SIGNATURE_ONLY), "keyUsage");
        must(List.of(SERVER_AUTHENTICATION).equals(leaf.getExtendedKeyUsage()), "extendedKeyUsage");
        must(leaf.getCriticalExtensionOIDs().equals(Set.of("2.5.29.15")), "critical extensions");
    }

    private List<String> dnsNames() throws GeneralSecurityException {
        return leaf.getSubjectAlternativeNames().stream()
                .filter(name -> name.get(0).equals(DNS_NAME))
                .map(name -> (String) name.get(1))
                .toList();
    }

    private static void mustValidate(X509Certificate leaf, X509Certificate issuer, X509Certificate root)
            throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        // Just signed, so on no revocation list; asked for the first moment that it claims.
        parameters.setRevocationEnabled(false);
        parameters.setDate(leaf.getNotBefore());
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, issuer)), parameters);
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("A certificate was signed that differs from its order in: " + what);
        }
    }
}
