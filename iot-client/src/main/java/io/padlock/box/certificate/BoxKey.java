package io.padlock.box.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The key that the box made and nobody else ever sees. */
public final class BoxKey {

    private static final String PUBLIC = "PUBLIC KEY";

    private final PublicKey publicKey;
    private final PrivateKey privateKey;

    private BoxKey(PublicKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    static BoxKey make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new BoxKey(pair.getPublic(), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make a P-256 key.", e);
        }
    }

    static BoxKey read(String pem) throws GeneralSecurityException {
        int publicPart = pem.indexOf("-----BEGIN " + PUBLIC);
        if (publicPart < 0) {
            throw new GeneralSecurityException("The key's file is not complete.");
        }
        PrivateKey privateKey = Pem.key(pem.substring(0, publicPart));
        String base64 =
                pem.substring(publicPart).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            PublicKey publicKey = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (!Keys.belongTogether(publicKey, privateKey)) {
                throw new GeneralSecurityException("The key's halves do not belong together.");
            }
            return new BoxKey(publicKey, privateKey);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("The key's file is damaged.", e);
        }
    }

    /** Both halves: the JDK can't derive the public one from the private. */
    String pem() {
        return privatePem() + Pem.encode(PUBLIC, publicKey.getEncoded());
    }

    String privatePem() {
        return Pem.encode("PRIVATE KEY", privateKey.getEncoded());
    }

    PublicKey publicKey() {
        return publicKey;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** No name in it: the names come from what the server knows. */
    public String signingRequest() {
        try {
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Name(""), publicKey)
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(privateKey))
                    .getEncoded();
            return Pem.encode("CERTIFICATE REQUEST", der);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("This Java can't sign with a P-256 key.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "box key (secret)";
    }
}
