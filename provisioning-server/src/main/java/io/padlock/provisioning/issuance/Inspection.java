package io.padlock.provisioning.issuance;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads what was signed with other eyes than the signer's, the JDK's, and holds it against the order. What differs never
 * leaves the server; a refusal here is a bug of ours, not the box's fault.
 */
final class Inspection {

    private static final int DNS_NAME = 2;
    private static final Set<String> CRITICAL = Set.of("2.5.29.15");
    private static final List<String> SERVER_AUTHENTICATION = List.of("1.3.6.1.5.5.7.3.1");
    private static final boolean[] SIGNS = {true, false, false, false, false, false, false, false, false};
    private static final boolean[] SIGNS_AND_DECRYPTS = {true, false, true, false, false, false, false, false, false};

    private final CertificateOrder order;
    private final Issuer issuer;
    private final X509Certificate leaf;

    private Inspection(CertificateOrder order, Issuer issuer, X509Certificate leaf) {
        this.order = order;
        this.issuer = issuer;
        this.leaf = leaf;
    }

    /** @return the certificate as the JDK read it */
    static X509Certificate of(byte[] der, CertificateOrder order, Issuer issuer) {
        try {
            X509Certificate leaf = Profiles.decode(der);
            new Inspection(order, issuer, leaf).mustBeWhatWasOrdered();
            return leaf;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate was signed that the JDK can't read: " + e.getMessage(), e);
        }
    }

    private void mustBeWhatWasOrdered() throws GeneralSecurityException {
        must(leaf.getVersion() == 3, "version");
        must(leaf.getSerialNumber().equals(order.serial()), "serial");
        must(leaf.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal()), "issuer");
        must(leaf.getSubjectX500Principal().getName().equals("CN=" + order.commonName()), "subject");
        must(dnsNames().equals(order.names()), "names");
        must(leaf.getNotBefore().toInstant().equals(order.validity().notBefore()), "notBefore");
        must(leaf.getNotAfter().toInstant().equals(order.validity().notAfter()), "notAfter");
        must(Arrays.equals(leaf.getPublicKey().getEncoded(), order.key().getEncoded()), "key");
        must(leaf.getBasicConstraints() == -1, "basicConstraints");
        must(Arrays.equals(leaf.getKeyUsage(), order.isForRsa() ? SIGNS_AND_DECRYPTS : SIGNS), "keyUsage");
        must(SERVER_AUTHENTICATION.equals(leaf.getExtendedKeyUsage()), "extendedKeyUsage");
        must(CRITICAL.equals(leaf.getCriticalExtensionOIDs()), "critical extensions");
    }

    private List<String> dnsNames() throws GeneralSecurityException {
        return leaf.getSubjectAlternativeNames().stream()
                .filter(name -> name.get(0).equals(DNS_NAME))
                .map(name -> (String) name.get(1))
                .toList();
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("A certificate was signed that differs from its order in: " + what);
        }
    }
}
