package io.padlock.testing.requests;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.function.UnaryOperator;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * A PKCS#10 request put together from octets (RFC 2986, section 4), so that any part of it can be what no library would
 * write. It is signed as it then stands: nothing but that part is wrong.
 */
final class Crafted {

    /** One for all: making it takes longer than all the rest. */
    static final KeyPair RSA = Keys.rsa(2048);

    private final KeyPair signer;
    private String signedBy;
    private byte[] version = Tlv.integer(0);
    private byte[] subject = Tlv.sequence();
    private byte[] key;
    private byte[] attributes = Tlv.of(Tlv.ATTRIBUTES);
    private byte[] algorithm;
    private UnaryOperator<byte[]> spoiled = signature -> signature;
    private byte[] signatureElement;

    private Crafted(KeyPair pair, String signedBy) {
        this.signer = pair;
        this.key = pair.getPublic().getEncoded();
        signedBy(signedBy);
    }

    static Crafted ec() {
        return new Crafted(Keys.ec("secp256r1"), "SHA256withECDSA");
    }

    static Crafted rsa() {
        return new Crafted(RSA, "SHA256withRSA");
    }

    static Crafted by(KeyPair pair, String signedBy) {
        return new Crafted(pair, signedBy);
    }

    Crafted signedBy(String name) {
        try {
            signedBy = name;
            algorithm =
                    new DefaultSignatureAlgorithmIdentifierFinder().find(name).getEncoded();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Crafted version(byte[] element) {
        version = element;
        return this;
    }

    Crafted subject(byte[] element) {
        subject = element;
        return this;
    }

    /** @param element a SubjectPublicKeyInfo; the signer stays */
    Crafted key(byte[] element) {
        key = element;
        return this;
    }

    /** @param elements what stands in place of the attributes, none included */
    Crafted attributes(byte[]... elements) {
        attributes = Tlv.joined(elements);
        return this;
    }

    /** @param element what the request says of its signature, whatever made it */
    Crafted algorithm(byte[] element) {
        algorithm = element;
        return this;
    }

    Crafted signature(UnaryOperator<byte[]> spoiling) {
        spoiled = spoiling;
        return this;
    }

    /** @param element what stands in place of the signature's BIT STRING */
    Crafted signatureElement(byte[] element) {
        signatureElement = element;
        return this;
    }

    byte[] der() {
        byte[] info = Tlv.sequence(version, subject, key, attributes);
        return Tlv.sequence(
                info, algorithm, signatureElement == null ? Tlv.bits(spoiled.apply(signed(info))) : signatureElement);
    }

    private byte[] signed(byte[] info) {
        try {
            Signature signature = Signature.getInstance(signedBy, Keys.BOUNCY_CASTLE);
            signature.initSign(signer.getPrivate());
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String pem() {
        return Requests.pem(der());
    }
}
