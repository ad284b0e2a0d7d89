package io.padlock.testing.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Requests that nobody proved to be the key's owner for, or by what can be forged. */
final class BadSignatures {

    private BadSignatures() {}

    static List<BadRequest> all() {
        return List.of(
                weak("SHA-1", Crafted.ec().signedBy("SHA1withECDSA")),
                weak("SHA-1 with RSA", Crafted.rsa().signedBy("SHA1withRSA")),
                weak("MD5", Crafted.rsa().signedBy("MD5withRSA")),
                weak("MD2", Crafted.rsa().signedBy("MD2withRSA")),
                weak("SHA-224", Crafted.ec().signedBy("SHA224withECDSA")),
                weak("RSA-PSS, which the server does not know", Crafted.rsa().signedBy("SHA256withRSAandMGF1")),
                weak("no algorithm that there is", Crafted.ec().algorithm(algorithm("1.2.3.4.5"))),
                weak(
                        "a key's algorithm in place of a signature's",
                        Crafted.rsa().algorithm(algorithm("1.2.840.113549.1.1.1"))),
                parameters("NULL for ECDSA", Crafted.ec().algorithm(ecdsa(Tlv.of(Tlv.NULL)))),
                parameters("a curve for ECDSA", Crafted.ec().algorithm(ecdsa(oid("1.2.840.10045.3.1.7")))),
                parameters("a sequence for RSA", Crafted.rsa().algorithm(rsa(Tlv.sequence()))),
                notProved("another key's", otherKeys()),
                notProved(
                        "another kind of key's",
                        Crafted.rsa().key(Keys.ec("secp256r1").getPublic().getEncoded())),
                notProved("another hash's than it says", Crafted.ec().algorithm(algorithm("1.2.840.10045.4.3.3"))),
                notProved("another request's", Crafted.ec().signature(signature -> replayed())),
                notProved("nothing", Crafted.ec().signatureElement(Tlv.bits())),
                notProved("nothing, by RSA", Crafted.rsa().signatureElement(Tlv.bits())),
                notProved("zeros", Crafted.ec().signature(signature -> new byte[signature.length])),
                notProved("r and s of zero", Crafted.ec().signatureElement(rAndS(0, 0))),
                notProved("r and s of one", Crafted.ec().signatureElement(rAndS(1, 1))),
                notProved("r and s under zero", Crafted.ec().signatureElement(rAndS(-1, -1))),
                notProved("an octet short", Crafted.ec().signature(it -> Arrays.copyOf(it, it.length - 1))),
                notProved("an octet long", Crafted.ec().signature(it -> Arrays.copyOf(it, it.length + 1))),
                notProved("an octet long, by RSA", Crafted.rsa().signature(it -> Arrays.copyOf(it, it.length + 1))),
                new BadRequest(
                        "bits of a signature that don't fill its octets",
                        "SIGNING_REQUEST_MALFORMED",
                        Crafted.ec()
                                .signatureElement(new byte[] {3, 3, 3, 1, 8})
                                .pem()));
    }

    private static BadRequest weak(String why, Crafted crafted) {
        return new BadRequest(why, "SIGNING_REQUEST_WEAK_SIGNATURE", crafted.pem());
    }

    private static BadRequest parameters(String why, Crafted crafted) {
        return new BadRequest("parameters: " + why, "SIGNING_REQUEST_MALFORMED", crafted.pem());
    }

    private static BadRequest notProved(String why, Crafted crafted) {
        return new BadRequest("a signature: " + why, "SIGNING_REQUEST_NOT_PROVED", crafted.pem());
    }

    private static Crafted otherKeys() {
        return Crafted.ec().key(Keys.ec("secp256r1").getPublic().getEncoded());
    }

    /** Good for the octets of another request. */
    private static byte[] replayed() {
        byte[] der = Crafted.ec().der();
        return Arrays.copyOfRange(der, der.length - 70, der.length);
    }

    private static byte[] rAndS(int r, int s) {
        return Tlv.bits(Tlv.sequence(Tlv.integer(r), Tlv.integer(s)));
    }

    private static byte[] ecdsa(byte[] parameters) {
        return Tlv.sequence(oid(X9ObjectIdentifiers.ecdsa_with_SHA256.getId()), parameters);
    }

    private static byte[] rsa(byte[] parameters) {
        return Tlv.sequence(oid(PKCSObjectIdentifiers.sha256WithRSAEncryption.getId()), parameters);
    }

    private static byte[] algorithm(String oid) {
        return Tlv.sequence(oid(oid));
    }

    static byte[] oid(String oid) {
        try {
            return new ASN1ObjectIdentifier(oid).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
