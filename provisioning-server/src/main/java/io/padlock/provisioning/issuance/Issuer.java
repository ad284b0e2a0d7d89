package io.padlock.provisioning.issuance;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One issuing certificate and its key. The current one signs certificates; a retired one signs its own revocation lists
 * for as long as its certificates live.
 *
 * <p>Called from many threads at once; each has a {@link Signature} of its own, because making one ready takes longer
 * than using it.
 */
public final class Issuer {

    static final String SIGNATURE = "SHA256withECDSA";

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final int ID_OCTETS = 8;

    private final X509Certificate certificate;
    private final String id;
    private final byte[] keyIdentifier;
    private final NameLimits limits;
    private final LeafProfile profile;
    private final ThreadLocal<Signature> signing;
    private final ThreadLocal<Signature> verifying;

    private Issuer(X509Certificate certificate, byte[] keyIdentifier, PrivateKey key, PublicAddress address) {
        this.certificate = certificate;
        this.id = idOf(certificate);
        this.keyIdentifier = keyIdentifier;
        this.limits = NameLimits.of(certificate);
        this.profile = new LeafProfile(certificate, keyIdentifier, id, address);
        this.signing = ThreadLocal.withInitial(() -> signing(key));
        PublicKey publicKey = translated(certificate.getPublicKey());
        this.verifying = ThreadLocal.withInitial(() -> verifying(publicKey));
    }

    /** @param certificate one that {@link IssuerRules} took, with the key that belongs to it */
    static Issuer of(X509Certificate certificate, Path file, PrivateKey key, PublicAddress address) {
        byte[] keyIdentifier = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
        if (keyIdentifier == null) {
            throw new AuthorityRefused(
                    file
                            + " has no subject key identifier, so no certificate could point to it (RFC 5280, section 4.2.1.2).");
        }
        // An OCTET STRING in an OCTET STRING, both shorter than 128 octets.
        return new Issuer(certificate, Arrays.copyOfRange(keyIdentifier, 4, keyIdentifier.length), key, address);
    }

    /** What it is called in its certificates, and in the ledger. */
    public String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** 16 hex digits that stand in addresses: the beginning of the certificate's SHA-256. */
    public String id() {
        return id;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * A list of all that this issuer revoked and that has not ended yet, signed, and read back by the JDK.
     *
     * @param number higher than that of every list before (RFC 5280, section 5.2.3)
     * @return DER
     */
    public byte[] revocationList(
            BigInteger number, Instant thisUpdate, Instant nextUpdate, List<RevokedCertificate> revoked) {
        return RevocationList.signed(this, number, thisUpdate, nextUpdate, revoked);
    }

    /** @return DER that nobody has looked at yet: {@link Inspection} */
    byte[] sign(CertificateOrder order) {
        byte[] toBeSigned = profile.toBeSigned(order);
        return LeafProfile.signed(toBeSigned, sign(toBeSigned));
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = signing.get();
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            signing.remove();
            throw new IllegalStateException("The issuing key can't sign.", e);
        }
    }

    boolean verifies(byte[] content, byte[] made) {
        try {
            Signature signature = verifying.get();
            signature.update(content);
            return signature.verify(made);
        } catch (GeneralSecurityException e) {
            verifying.remove();
            return false;
        }
    }

    boolean signed(X509Certificate leaf) {
        try {
            return leaf.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
                    && verifies(leaf.getTBSCertificate(), leaf.getSignature());
        } catch (CertificateEncodingException e) {
            return false;
        }
    }

    NameLimits limits() {
        return limits;
    }

    byte[] keyIdentifier() {
        return keyIdentifier.clone();
    }

    byte[] der() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }

    static String idOf(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash, 0, ID_OCTETS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read can't be hashed.", e);
        }
    }

    private static Signature signing(PrivateKey key) {
        try {
            Signature signature = FastestProvider.signature(SIGNATURE);
            signature.initSign(key);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The issuing key can't sign.", e);
        }
    }

    private static Signature verifying(PublicKey key) {
        try {
            Signature signature = FastestProvider.signature(SIGNATURE);
            signature.initVerify(key);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The issuing certificate's key can't verify.", e);
        }
    }

    private static PublicKey translated(PublicKey key) {
        try {
            return FastestProvider.keyFactory("EC").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The issuing certificate's key can't verify.", e);
        }
    }
}
