package io.padlock.testing.requests;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Keys, good and bad. */
public final class Keys {

    static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private static final int USUAL_EXPONENT = 65537;

    private Keys() {}

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

    public static KeyPair rsa(int bits) {
        return rsa(bits, USUAL_EXPONENT);
    }

    static KeyPair rsa(int bits, int exponent) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the JDK's name: DSA, Ed25519, Ed448, X25519, X448, DH. */
    static KeyPair ofKind(String kind) {
        try {
            return KeyPairGenerator.getInstance(kind).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** p and its next prime: Fermat finds them at once. */
    static KeyPair productOfClosePrimes() {
        BigInteger p = primeNear(1024);
        return rsaOf(p, p.nextProbablePrime());
    }

    static KeyPair withASmallFactor() {
        return rsaOf(BigInteger.valueOf(751), primeNear(2038));
    }

    private static BigInteger primeNear(int powerOfTwo) {
        return BigInteger.ONE
                .shiftLeft(powerOfTwo)
                .subtract(BigInteger.valueOf(1_000_003))
                .nextProbablePrime();
    }

    /** As Infineon's library made them: both primes are k·M + 65537^a mod M, M the product of the first 126 primes. */
    static KeyPair roca() {
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
            BigInteger power = BigInteger.valueOf(USUAL_EXPONENT).modPow(new BigInteger(200, random), product);
            BigInteger candidate = k.multiply(product).add(power);
            if (candidate.bitLength() == 1024 && candidate.isProbablePrime(30)) {
                return candidate;
            }
        }
    }

    private static KeyPair rsaOf(BigInteger p, BigInteger q) {
        try {
            BigInteger e = BigInteger.valueOf(USUAL_EXPONENT);
            BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            BigInteger n = p.multiply(q);
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    rsa.generatePublic(new RSAPublicKeySpec(n, e)),
                    rsa.generatePrivate(new RSAPrivateKeySpec(n, e.modInverse(phi))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
