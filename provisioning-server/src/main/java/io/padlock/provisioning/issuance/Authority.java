package io.padlock.provisioning.issuance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Signs. What would fail later is refused here, when it is opened: a key that is not the certificate's, an issuer that
 * would end before its certificates, missing constraints, a life that browsers don't take.
 *
 * <p>Called on an event loop, from many requests at once; holds no state that changes.
 */
public final class Authority {

    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final Duration STOCK_BOX_RENEWS_AT = Duration.ofDays(10);

    private final X509Certificate root;
    private final X509Certificate issuing;
    private final PrivateKey issuingKey;
    private final Duration validity;

    private Authority(X509Certificate root, X509Certificate issuing, PrivateKey issuingKey, Duration validity) {
        this.root = root;
        this.issuing = issuing;
        this.issuingKey = issuingKey;
        this.validity = validity;
    }

    /** @throws AuthorityRefused with a sentence that says what to mend */
    public static Authority open(Path folder, Duration validity, Instant now) {
        mustBeALifeThatWorks(validity, now);
        AuthorityFiles files = new AuthorityFiles(folder);
        X509Certificate root = AuthorityFiles.readCertificate(files.rootCertificate());
        X509Certificate issuing = AuthorityFiles.readCertificate(files.issuingCertificate());
        PrivateKey key = AuthorityFiles.readKey(files.issuingKey(), "EC");
        mustBelongTogether(files, issuing, key);
        mustBeSignedBy(root, issuing, files);
        mustBeConstrained(root, files.rootCertificate());
        mustBeConstrained(issuing, files.issuingCertificate());
        mustOutlive(now.plus(validity), issuing, files.issuingCertificate());
        return new Authority(root, issuing, key, validity);
    }

    /** Signs for this key, with these names, and reads back what was signed before anybody else sees it. */
    public IssuedCertificate issue(List<String> names, PublicKey key, Instant now) {
        CertificateOrder order =
                new CertificateOrder(CertificateOrder.newSerial(), names, Validity.from(now, validity), key);
        byte[] der = Profiles.leaf(order, issuing, issuingKey);
        Inspection.of(der, order, issuing, root);
        return new IssuedCertificate(CertificateOrder.hex(order.serial()), order.names(), order.validity(), der);
    }

    /** Tried once at start: an authority made for another domain would be found out by the first box otherwise. */
    public void mustBeAbleToIssue(List<String> names, Instant now) {
        try {
            issue(names, FreshKey.make().publicKey(), now);
        } catch (IllegalStateException e) {
            throw new AuthorityRefused(
                    "The authority can't issue for " + names + " (" + e.getMessage()
                            + "). It is limited to the domain that it was made for: set padlock.naming.parent-domain to that one,"
                            + " or start with an authority for this one.",
                    e);
        }
    }

    /** What a server sends in a handshake: the certificate, then the issuing one. Who trusts us has the root. */
    public String chainPem(byte[] der) {
        return Pem.encode("CERTIFICATE", der) + pem(issuing);
    }

    public String rootPem() {
        return pem(root);
    }

    /** What the issuing certificate is called: certificates of another one are not repeated to boxes. */
    public String issuerName() {
        return issuing.getSubjectX500Principal().getName();
    }

    public Instant endsAt() {
        return issuing.getNotAfter().toInstant();
    }

    private static void mustBeALifeThatWorks(Duration validity, Instant now) {
        Duration longest = Validity.longestOn(now);
        if (validity.compareTo(longest) > 0) {
            throw new AuthorityRefused("padlock.issuance.validity is " + validity.toDays() + " days; browsers take "
                    + longest.toDays() + " today at the most (CA/Browser Forum Baseline Requirements, section 6.3.2).");
        }
        if (validity.compareTo(STOCK_BOX_RENEWS_AT) <= 0) {
            throw new AuthorityRefused("padlock.issuance.validity is " + validity.toDays()
                    + " days; a stock box renews a certificate with fewer than 10 days left, so it would ask for ever."
                    + " Set 11 days or more.");
        }
    }

    private static void mustBelongTogether(AuthorityFiles files, X509Certificate issuing, PrivateKey key) {
        byte[] something = "padlock".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key);
            signer.update(something);
            byte[] signature = signer.sign();
            signer.initVerify(issuing.getPublicKey());
            signer.update(something);
            if (signer.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException e) {
            // Not even of one kind.
        }
        throw new AuthorityRefused(files.issuingKey() + " is not the key of " + files.issuingCertificate()
                + ". Put back the two files that were made together.");
    }

    private static void mustBeSignedBy(X509Certificate root, X509Certificate issuing, AuthorityFiles files) {
        try {
            issuing.verify(root.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new AuthorityRefused(
                    files.issuingCertificate() + " was not signed by " + files.rootCertificate() + ".", e);
        }
    }

    private static void mustBeConstrained(X509Certificate certificate, Path file) {
        if (certificate.getExtensionValue(NAME_CONSTRAINTS) == null) {
            throw new AuthorityRefused(file + " has no name constraints: if its key leaked, it could vouch for any name"
                    + " on the internet. Use an authority that is limited to the boxes' domain.");
        }
    }

    private static void mustOutlive(Instant lastCertificate, X509Certificate issuing, Path file) {
        Instant end = issuing.getNotAfter().toInstant();
        if (end.isBefore(lastCertificate)) {
            throw new AuthorityRefused(file + " ends on " + end + ", before a certificate that it would issue today ("
                    + lastCertificate + "). Renew the authority, or set a shorter padlock.issuance.validity.");
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.encode("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }
}
