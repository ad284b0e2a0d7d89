package io.padlock.testing.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.jce.interfaces.ECPublicKey;
import org.bouncycastle.math.ec.ECPoint;

/** Keys that are no points of the curves that are taken, and kinds of keys that are not taken at all. */
final class BadEcKeys {

    private static final byte[] EC = BadSignatures.oid("1.2.840.10045.2.1");
    private static final byte[] P_256 = BadSignatures.oid("1.2.840.10045.3.1.7");

    private BadEcKeys() {}

    static List<BadRequest> all() {
        ECPoint point = point();
        byte[] plain = point.getEncoded(false);
        return List.of(
                curve("P-224", "secp224r1"),
                curve("P-192", "secp192r1"),
                curve("Bitcoin's", "secp256k1"),
                curve("the German one", "brainpoolP256r1"),
                curve("the Chinese one", "sm2p256v1"),
                kind("Ed25519"),
                kind("Ed448"),
                kind("X25519"),
                kind("X448"),
                kind("DSA"),
                kind("DH"),
                type("a curve by its equation", key(explicitP256(), plain)),
                type("a curve that is the authority's", key(Tlv.of(Tlv.NULL), plain)),
                type("no curve", key(new byte[0], plain)),
                type("a curve that nobody knows", key(BadSignatures.oid("1.2.3.4"), plain)),
                malformed("off the curve", offTheCurve(plain)),
                malformed("at infinity", new byte[1]),
                malformed("compressed", point.getEncoded(true)),
                malformed("hybrid", hybrid(plain)),
                malformed("zero, zero", Tlv.joined(new byte[] {4}, new byte[64])),
                malformed("not reduced by the field's prime", notReduced(plain)),
                malformed("an octet short", Arrays.copyOf(plain, plain.length - 1)),
                malformed("an octet long", Arrays.copyOf(plain, plain.length + 1)),
                malformed(
                        "of another curve",
                        ((ECPublicKey) Keys.ec("secp384r1").getPublic()).getQ().getEncoded(false)),
                malformed("nothing", new byte[0]),
                new BadRequest(
                        "a point whose bits don't fill its octets",
                        "KEY_MALFORMED",
                        Crafted.ec().key(misaligned(plain)).pem()));
    }

    private static BadRequest curve(String why, String name) {
        return new BadRequest(
                "a key on a curve that is not taken: " + why,
                "KEY_TYPE_NOT_ACCEPTED",
                Crafted.by(Keys.ec(name), "SHA256withECDSA").pem());
    }

    private static BadRequest kind(String name) {
        KeyPair pair = Keys.ofKind(name);
        return type(name, pair.getPublic().getEncoded());
    }

    private static BadRequest type(String why, byte[] key) {
        return new BadRequest(
                "a key of " + why,
                "KEY_TYPE_NOT_ACCEPTED",
                Crafted.ec().key(key).pem());
    }

    private static BadRequest malformed(String why, byte[] point) {
        return new BadRequest(
                "a point: " + why,
                "KEY_MALFORMED",
                Crafted.ec().key(key(P_256, point)).pem());
    }

    private static byte[] key(byte[] curve, byte[] point) {
        return Tlv.sequence(Tlv.sequence(EC, curve), Tlv.bits(point));
    }

    private static ECPoint point() {
        return ((ECPublicKey) Keys.ec("secp256r1").getPublic()).getQ().normalize();
    }

    /** ANSI X9.62: prime, coefficients, base point, order, cofactor. The same curve, and the attacks that it lets in. */
    private static byte[] explicitP256() {
        try {
            return NISTNamedCurves.getByName("P-256").getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] offTheCurve(byte[] point) {
        byte[] changed = point.clone();
        changed[changed.length - 1] ^= 1;
        return changed;
    }

    private static byte[] hybrid(byte[] point) {
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 + (point[point.length - 1] & 1));
        return hybrid;
    }

    /** The same point to who calculates with what was sent, and another to who compares it. */
    private static byte[] notReduced(byte[] point) {
        byte[] changed = point.clone();
        BigInteger prime =
                NISTNamedCurves.getByName("P-256").getCurve().getField().getCharacteristic();
        System.arraycopy(prime.toByteArray(), 1, changed, 1, 32);
        return changed;
    }

    private static byte[] misaligned(byte[] point) {
        byte[] even = point.clone();
        even[even.length - 1] &= (byte) 0xfe;
        return Tlv.sequence(Tlv.sequence(EC, P_256), Tlv.of(Tlv.BIT_STRING, new byte[] {1}, even));
    }
}
