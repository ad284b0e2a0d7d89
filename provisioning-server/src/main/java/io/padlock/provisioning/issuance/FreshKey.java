package io.padlock.provisioning.issuance;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;

/**
 * A key that the server makes for a stock box, which can't make one. It is sent once and not kept: this object is the
 * only place where it is, so it does not tell it by {@code toString}.
 */
public final class FreshKey {

    private final KeyPair pair;

    private FreshKey(KeyPair pair) {
        this.pair = pair;
    }

    public static FreshKey make() {
        return new FreshKey(p256());
    }

    /** For boxes whose people want RSA. Takes some tenths of a second: not for an event loop. */
    public static FreshKey makeRsa2048() {
        try {
            KeyPairGenerator generator = FastestProvider.keyPairGenerator("RSA");
            generator.initialize(2048);
            return new FreshKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make an RSA key.", e);
        }
    }

    static KeyPair p256() {
        try {
            KeyPairGenerator generator = FastestProvider.keyPairGenerator("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java can't make a P-256 key.", e);
        }
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** Unencrypted PKCS#8 in PEM, as nginx on a stock box reads it. */
    public String privateKeyPem() {
        return Pem.encode("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    @Override
    public String toString() {
        return "private key (secret)";
    }
}
