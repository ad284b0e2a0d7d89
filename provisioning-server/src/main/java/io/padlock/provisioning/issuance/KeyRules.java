package io.padlock.provisioning.issuance;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/**
 * Which keys may be certified: CA/Browser Forum Baseline Requirements 6.1.1.3 and 6.1.5. Keys that are weak
 * by who made them, Debian's of 2006 to 2008, can only be listed: {@link RefusedKeys}.
 */
final class KeyRules {

    private static final Map<ASN1ObjectIdentifier, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    private static final int SMALLEST_RSA = 2048;
    // Not a rule of the forum's: a larger key makes every handshake of a small box slow, and its signing request big.
    private static final int LARGEST_RSA = 4096;
    private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65537);

    private KeyRules() {}

    static PublicKey accept(SubjectPublicKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return acceptEc(info);
        }
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return acceptRsa(info);
        }
        throw new SigningRequestRefused(
                Fault.KEY_TYPE_NOT_ACCEPTED,
                "The key's algorithm is " + algorithm.getId() + "; EC and RSA are accepted.");
    }

    private static PublicKey acceptEc(SubjectPublicKeyInfo info) {
        ASN1Encodable curve = info.getAlgorithm().getParameters();
        if (!(curve instanceof ASN1ObjectIdentifier name) || !CURVES.containsKey(name)) {
            throw new SigningRequestRefused(
                    Fault.KEY_TYPE_NOT_ACCEPTED,
                    "The key's curve is " + (curve instanceof ASN1ObjectIdentifier other ? other.getId() : "not named")
                            + "; P-256, P-384 and P-521 are accepted, by name.");
        }
        mustBeAPointOf(name, info);
        return decode("EC", info);
    }

    /** The JDK reads a point without asking whether it lies on the curve. */
    private static void mustBeAPointOf(ASN1ObjectIdentifier curve, SubjectPublicKeyInfo info) {
        byte[] point = info.getPublicKeyData().getBytes();
        if (point.length == 0 || point[0] != 4) {
            throw new SigningRequestRefused(
                    Fault.KEY_MALFORMED, "The EC key's point is not in uncompressed form (RFC 5480, section 2.2).");
        }
        try {
            CustomNamedCurves.getByOID(curve).getCurve().decodePoint(point);
        } catch (RuntimeException e) {
            throw new SigningRequestRefused(
                    Fault.KEY_MALFORMED, "The EC key is not a point of the curve " + CURVES.get(curve) + ".");
        }
    }

    /** Judged as it was sent: each provider refuses some of these keys itself, and no two the same. */
    private static PublicKey acceptRsa(SubjectPublicKeyInfo info) {
        BigInteger[] key = modulusAndExponent(info);
        BigInteger modulus = key[0];
        int bits = modulus.bitLength();
        if (bits < SMALLEST_RSA || bits > LARGEST_RSA || bits % 8 != 0) {
            throw new SigningRequestRefused(
                    Fault.RSA_KEY_SIZE_NOT_ACCEPTED,
                    "The RSA key has " + bits + " bits; 2048 to 4096 in steps of 8 are accepted.");
        }
        if (!key[1].equals(RSA_EXPONENT)) {
            throw new SigningRequestRefused(Fault.RSA_EXPONENT_NOT_ACCEPTED, "The RSA key's exponent is not 65537.");
        }
        if (WeakModulus.hasASmallFactor(modulus)) {
            throw new SigningRequestRefused(
                    Fault.RSA_MODULUS_WEAK, "The RSA key's modulus is even or has a small factor.");
        }
        if (WeakModulus.isOfRoca(modulus)) {
            throw new SigningRequestRefused(
                    Fault.RSA_KEY_ROCA,
                    "The RSA key was made by a chip whose keys can be broken (ROCA, CVE-2017-15361).");
        }
        if (WeakModulus.isProductOfClosePrimes(modulus)) {
            throw new SigningRequestRefused(
                    Fault.RSA_MODULUS_WEAK, "The RSA key's modulus is the product of two primes too close together.");
        }
        return decode("RSA", info);
    }

    /** RFC 8017, appendix A.1.1. */
    private static BigInteger[] modulusAndExponent(SubjectPublicKeyInfo info) {
        try {
            ASN1Sequence key = ASN1Sequence.getInstance(info.parsePublicKey());
            BigInteger modulus = ASN1Integer.getInstance(key.getObjectAt(0)).getValue();
            BigInteger exponent = ASN1Integer.getInstance(key.getObjectAt(1)).getValue();
            if (key.size() == 2 && modulus.signum() > 0 && exponent.signum() > 0) {
                return new BigInteger[] {modulus, exponent};
            }
        } catch (IOException | RuntimeException e) {
            // Told below: Bouncy Castle's words are about its own classes.
        }
        throw new SigningRequestRefused(
                Fault.KEY_MALFORMED, "The RSA key is not a modulus and an exponent, both over zero.");
    }

    private static PublicKey decode(String algorithm, SubjectPublicKeyInfo info) {
        try {
            byte[] sent = info.getEncoded();
            PublicKey key = FastestProvider.keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(sent));
            // What is certified is written anew from what was understood: both have to be the same key, octet for
            // octet.
            if (Arrays.equals(sent, key.getEncoded())) {
                return key;
            }
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // Told below: each provider has words of its own.
        }
        throw new SigningRequestRefused(
                Fault.KEY_MALFORMED, "The key says that it is " + algorithm + ", but can't be read as such.");
    }
}
