package io.padlock.testing.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Signing requests, good and bad; each method's name says what is the matter with what it makes. */
public final class Requests {

    private static final Base64.Encoder LINES_OF_64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    /** Good in itself; the server under test has its key on the list of those that it refuses. */
    public static final String LISTED = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIG7MGICAQAwADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI3BF4ZG+mrMFyb3
            iWu+C8DVsLT2yOdYaODD6aArzr1Gq80PYh6hlAA5GewIbikqMZk3A51YjnXtozrU
            UO+CN3ygADAKBggqhkjOPQQDAgNJADBGAiEAxhsN2rqQ+5+b1mPIb5PFlZqwcT+6
            TcS7Bgu91/GBaL4CIQD2ZZk4bYM+3z1zzN+tgIGZgEcIM4ekRV1oh1pCn0ZPXg==
            -----END CERTIFICATE REQUEST-----
            """;

    /** Of its SubjectPublicKeyInfo. */
    public static final String LISTED_SHA256 = "72b361964cc523545e764682bb0a56b9691c7973be6f8a6cdd977eaa1d269e3b";

    private Requests() {}

    public static String good() {
        return signed("SHA256withECDSA", ec("secp256r1"));
    }

    public static String onCurve(String curve) {
        return signed("SHA256withECDSA", ec(curve));
    }

    public static String rsa(int bits) {
        return signed("SHA256withRSA", rsa(bits, 65537));
    }

    public static String rsaWithExponent3() {
        return signed("SHA256withRSA", rsa(2048, 3));
    }

    public static String signedWithSha1() {
        return signed("SHA1withECDSA", ec("secp256r1"));
    }

    public static String signedWithMd5() {
        return signed("MD5withRSA", rsa(2048, 65537));
    }

    public static String ed25519() {
        try {
            return signed("Ed25519", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String signedByAnotherKey() {
        return signed(
                "SHA256withECDSA", ec("secp256r1").getPublic(), ec("secp256r1").getPrivate());
    }

    public static String signedByAKeyOfAnotherKind() {
        return signed(
                "SHA256withRSA", ec("secp256r1").getPublic(), rsa(2048, 65537).getPrivate());
    }

    /** One bit of the point flipped: it lies on no curve. */
    public static String pointOffTheCurve() {
        byte[] spki = ec("secp256r1").getPublic().getEncoded();
        spki[spki.length - 1] ^= 1;
        return pem(build(
                "SHA256withECDSA",
                SubjectPublicKeyInfo.getInstance(spki),
                ec("secp256r1").getPrivate()));
    }

    /** p and its next prime: Fermat finds them at once. */
    public static String productOfClosePrimes() {
        BigInteger p = BigInteger.ONE
                .shiftLeft(1024)
                .subtract(BigInteger.valueOf(1_000_003))
                .nextProbablePrime();
        return rsaOf(p, p.nextProbablePrime());
    }

    public static String modulusWithASmallFactor() {
        BigInteger large = BigInteger.ONE
                .shiftLeft(2038)
                .subtract(BigInteger.valueOf(1_000_003))
                .nextProbablePrime();
        return rsaOf(BigInteger.valueOf(751), large);
    }

    /** As Infineon's library made them: both primes are k·M + 65537^a mod M, M the product of the first 126 primes. */
    public static String roca() {
        return rsaOf(rocaPrime(1), rocaPrime(2));
    }

    private static BigInteger rocaPrime(int seed) {
        BigInteger product = BigInteger.ONE;
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < 126; i++) {
            prime = prime.nextProbablePrime();
            product = product.multiply(prime);
        }
        Random random = new Random(seed);
        BigInteger top = BigInteger.ONE
                .shiftLeft(1023)
                .add(BigInteger.ONE.shiftLeft(1022))
                .divide(product);
        while (true) {
            BigInteger k = top.add(new BigInteger(40, random));
            BigInteger power = BigInteger.valueOf(65537).modPow(new BigInteger(200, random), product);
            BigInteger candidate = k.multiply(product).add(power);
            if (candidate.bitLength() == 1024 && candidate.isProbablePrime(30)) {
                return candidate;
            }
        }
    }

    private static String rsaOf(BigInteger p, BigInteger q) {
        try {
            BigInteger e = BigInteger.valueOf(65537);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            BigInteger n = p.multiply(q);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            PublicKey publicKey = rsa.generatePublic(new RSAPublicKeySpec(n, e));
            RSAPrivateKey privateKey = (RSAPrivateKey) rsa.generatePrivate(new RSAPrivateKeySpec(n, e.modInverse(phi)));
            return signed("SHA256withRSA", publicKey, privateKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ec(String curve) {
        try {
            // The JDK no longer makes keys on the curves that we refuse; Bouncy Castle does.
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String algorithm, KeyPair pair) {
        return signed(algorithm, pair.getPublic(), pair.getPrivate());
    }

    private static String signed(String algorithm, PublicKey key, PrivateKey signer) {
        return pem(build(algorithm, SubjectPublicKeyInfo.getInstance(key.getEncoded()), signer));
    }

    private static PKCS10CertificationRequest build(String algorithm, SubjectPublicKeyInfo key, PrivateKey signer) {
        try {
            return new PKCS10CertificationRequestBuilder(new X500Name("CN=www.google.com"), key)
                    .build(new JcaContentSignerBuilder(algorithm)
                            .setProvider(BOUNCY_CASTLE)
                            .build(signer));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(PKCS10CertificationRequest request) {
        try {
            return pem(request.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As OpenSSL writes it. */
    public static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n" + LINES_OF_64.encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }
}
