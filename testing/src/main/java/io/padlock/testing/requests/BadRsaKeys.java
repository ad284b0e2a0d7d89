package io.padlock.testing.requests;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** RSA keys that are too small, too easy, or not written as RFC 8017 and RFC 3279 want them. */
final class BadRsaKeys {

    private static final byte[] RSA = BadSignatures.oid("1.2.840.113549.1.1.1");
    private static final byte[] RSA_PSS = BadSignatures.oid("1.2.840.113549.1.1.10");
    private static final byte[] NULL = Tlv.of(Tlv.NULL);
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private BadRsaKeys() {}

    static List<BadRequest> all() {
        BigInteger modulus = ((RSAPublicKey) Crafted.RSA.getPublic()).getModulus();
        byte[] n = Tlv.integer(modulus);
        byte[] e = Tlv.integer(F4);
        return List.of(
                whole("RSA-1024", "RSA_KEY_SIZE_NOT_ACCEPTED", Keys.rsa(1024)),
                size("RSA-512", odd(512)),
                size("RSA with a bit short of 2048", odd(2047)),
                size("RSA with a bit over 2048", odd(2049)),
                size("RSA-4104", odd(4104)),
                size("RSA-8192", odd(8192)),
                size("a modulus of 1", BigInteger.ONE),
                whole("e = 3", "RSA_EXPONENT_NOT_ACCEPTED", Keys.rsa(2048, 3)),
                exponent("e = 1, which encrypts nothing", BigInteger.ONE),
                exponent("an even e", BigInteger.valueOf(65536)),
                exponent("a huge e", odd(2040)),
                exponent("an e larger than the modulus", odd(2056)),
                number("e = 0", n, Tlv.integer(0)),
                number("e under zero", n, Tlv.integer(-65537)),
                number("e of no octets", n, new byte[] {2, 0}),
                number("a modulus of zero", Tlv.integer(0), e),
                number("a modulus under zero", Tlv.integer(modulus.negate()), e),
                number("a modulus whose sign was forgotten", Tlv.of(Tlv.INTEGER, unsigned(modulus)), e),
                number("a modulus with an octet too many", Tlv.of(Tlv.INTEGER, new byte[1], modulus.toByteArray()), e),
                number("a modulus alone", n, new byte[0]),
                number("three numbers", n, Tlv.joined(e, e)),
                key("an octet behind the numbers", Tlv.sequence(RSA, NULL), Tlv.sequence(n, e), new byte[1]),
                key("a point for an RSA key", Tlv.sequence(RSA, NULL), Tlv.joined(new byte[] {4}, new byte[64])),
                key("nothing for an RSA key", Tlv.sequence(RSA, NULL)),
                key("no NULL for parameters", Tlv.sequence(RSA), Tlv.sequence(n, e)),
                key("a sequence for parameters", Tlv.sequence(RSA, Tlv.sequence()), Tlv.sequence(n, e)),
                new BadRequest(
                        "a key for RSA-PSS alone",
                        "KEY_TYPE_NOT_ACCEPTED",
                        Crafted.ec()
                                .key(Tlv.sequence(Tlv.sequence(RSA_PSS), Tlv.bits(Tlv.sequence(n, e))))
                                .pem()),
                weak("an even modulus", odd(2048).subtract(BigInteger.ONE)),
                weak("a square", primeSquared()),
                whole("a small factor", "RSA_MODULUS_WEAK", Keys.withASmallFactor()),
                whole("close primes", "RSA_MODULUS_WEAK", Keys.productOfClosePrimes()),
                whole("ROCA", "RSA_KEY_ROCA", Keys.roca()),
                new BadRequest("a key on the server's list", "KEY_ON_REFUSED_LIST", Requests.LISTED),
                new BadRequest("a key that Debian's OpenSSL made", "KEY_ON_REFUSED_LIST", DebianWeak.SIGNING_REQUEST));
    }

    /** Odd and of no known factors; nobody has its primes, and nobody needs them: the key is looked at first. */
    private static BigInteger odd(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static BigInteger primeSquared() {
        return BigInteger.probablePrime(1024, new Random(5))
                .setBit(1022)
                .nextProbablePrime()
                .pow(2);
    }

    private static byte[] unsigned(BigInteger modulus) {
        byte[] signed = modulus.toByteArray();
        return Arrays.copyOfRange(signed, 1, signed.length);
    }

    private static BadRequest whole(String why, String code, KeyPair pair) {
        return new BadRequest(why, code, Crafted.by(pair, "SHA256withRSA").pem());
    }

    private static BadRequest size(String why, BigInteger modulus) {
        return of(why, "RSA_KEY_SIZE_NOT_ACCEPTED", modulus, F4);
    }

    private static BadRequest exponent(String why, BigInteger exponent) {
        return of(why, "RSA_EXPONENT_NOT_ACCEPTED", odd(2048), exponent);
    }

    private static BadRequest weak(String why, BigInteger modulus) {
        return of(why, "RSA_MODULUS_WEAK", modulus, F4);
    }

    private static BadRequest of(String why, String code, BigInteger modulus, BigInteger exponent) {
        byte[] key = Tlv.sequence(Tlv.integer(modulus), Tlv.integer(exponent));
        return new BadRequest(
                why,
                code,
                Crafted.ec()
                        .key(Tlv.sequence(Tlv.sequence(RSA, NULL), Tlv.bits(key)))
                        .pem());
    }

    private static BadRequest number(String why, byte[] modulus, byte[] exponent) {
        return key(why, Tlv.sequence(RSA, NULL), Tlv.sequence(modulus, exponent));
    }

    private static BadRequest key(String why, byte[] algorithm, byte[]... key) {
        return new BadRequest(
                why,
                "KEY_MALFORMED",
                Crafted.ec().key(Tlv.sequence(algorithm, Tlv.bits(key))).pem());
    }
}
