package io.padlock.provisioning.issuance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What the authority's own certificates must be; each rule refuses with a sentence that names the file. */
final class IssuerRules {

    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int KEY_CERT_SIGN = 5;
    private static final int CRL_SIGN = 6;
    private static final int P256_BITS = 256;

    private IssuerRules() {}

    /** BR 7.1.2.1, as far as it matters here. */
    static void mustBeARoot(X509Certificate root, Path file) {
        mustBeACertificateAuthority(root, file);
        mustBeConstrained(root, file);
    }

    /** BR 7.1.2.6. */
    static void mustBeAnIssuer(X509Certificate issuing, Path file, X509Certificate root) {
        mustBeACertificateAuthority(issuing, file);
        if (issuing.getBasicConstraints() != 0) {
            throw new AuthorityRefused(
                    file + " may sign further authorities; its path length (basicConstraints pathlen) must be 0.");
        }
        mustServe(issuing, file);
        mustBeConstrained(issuing, file);
        mustHaveAKeyOnP256(issuing, file);
        mustBeSignedBy(root, issuing, file);
        mustBeAPath(root, issuing, file);
    }

    static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        byte[] something = "padlock".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = FastestProvider.signature(Issuer.SIGNATURE);
            signature.initSign(key);
            signature.update(something);
            byte[] made = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(something);
            return signature.verify(made);
        } catch (GeneralSecurityException e) {
            // Not even of one kind.
            return false;
        }
    }

    static void mustBelongTogether(X509Certificate certificate, Path file, PrivateKey key, Path keyFile) {
        if (!belongTogether(certificate, key)) {
            throw new AuthorityRefused(
                    keyFile + " is not the key of " + file + ". Put back the two files that were made together.");
        }
    }

    static void mustOutlive(Instant lastCertificate, X509Certificate issuing, Path file) {
        Instant end = issuing.getNotAfter().toInstant();
        if (end.isBefore(lastCertificate)) {
            throw new AuthorityRefused(
                    file + " ends on " + end + ", before a certificate that it would issue today (" + lastCertificate
                            + "). Set a shorter padlock.issuance.validity, or make a new one: 'padlock-authority rotate' an issuer, 'init' a root.");
        }
    }

    static void mustHaveBegun(Instant now, X509Certificate issuing, Path file) {
        Instant beginning = issuing.getNotBefore().toInstant();
        if (now.isBefore(beginning)) {
            throw new AuthorityRefused(file + " begins on " + beginning + ", and this machine's clock says " + now
                    + ". Set the clock, or wait.");
        }
    }

    private static void mustBeACertificateAuthority(X509Certificate certificate, Path file) {
        if (certificate.getBasicConstraints() < 0) {
            throw new AuthorityRefused(file + " is not the certificate of an authority (basicConstraints CA).");
        }
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null || !usage[KEY_CERT_SIGN] || !usage[CRL_SIGN]) {
            throw new AuthorityRefused(
                    file + " may not sign both certificates and revocation lists (keyUsage keyCertSign, cRLSign).");
        }
    }

    private static void mustServe(X509Certificate issuing, Path file) {
        try {
            List<String> usages = issuing.getExtendedKeyUsage();
            if (usages != null && usages.contains(SERVER_AUTHENTICATION)) {
                return;
            }
        } catch (CertificateParsingException e) {
            // As good as none.
        }
        throw new AuthorityRefused(file + " is not for servers' certificates (extendedKeyUsage serverAuth).");
    }

    private static void mustBeConstrained(X509Certificate certificate, Path file) {
        NameLimits limits = NameLimits.of(certificate);
        if (limits == null || limits.permitted().isEmpty()) {
            throw new AuthorityRefused(file + " has no name constraints: if its key leaked, it could vouch for any name"
                    + " on the internet. Use an authority that is limited to the boxes' domain.");
        }
        if (!limits.excludesEveryAddress()) {
            throw new AuthorityRefused(
                    file + " has name constraints that leave IP addresses open: if its key leaked, it"
                            + " could vouch for any address. Exclude all of IPv4 and IPv6 (RFC 5280, section 4.2.1.10).");
        }
    }

    private static void mustHaveAKeyOnP256(X509Certificate issuing, Path file) {
        boolean right = issuing.getPublicKey() instanceof ECPublicKey key
                && key.getParams().getCurve().getField().getFieldSize() == P256_BITS;
        if (!right) {
            throw new AuthorityRefused(
                    file + " has a key of the kind " + issuing.getPublicKey().getAlgorithm()
                            + " that this server does not sign with; an issuing key is EC on P-256, which every box and browser"
                            + " verifies. The root's may be of another kind.");
        }
    }

    private static void mustBeSignedBy(X509Certificate root, X509Certificate issuing, Path file) {
        try {
            issuing.verify(root.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new AuthorityRefused(file + " was not signed by the root.crt beside it.", e);
        }
    }

    /** All that PKIX asks of the two certificates that never change; asking it of each leaf would take a millisecond. */
    private static void mustBeAPath(X509Certificate root, X509Certificate issuing, Path file) {
        try {
            mustValidate(root, List.of(issuing));
        } catch (GeneralSecurityException e) {
            throw new AuthorityRefused(file + " does not validate up to the root: " + e.getMessage() + ".", e);
        }
    }

    /** At the first moment of the first of them: just signed, so on no revocation list. */
    static void mustValidate(X509Certificate root, List<X509Certificate> path) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(path.get(0).getNotBefore());
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }
}
