package io.padlock.testing.mutations;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A good signing request to begin with, and the key that can sign it again after a change.
 *
 * @param algorithm of which the same key makes the same signature of the same octets: with ECDSA by RFC 6979
 */
record Seed(String name, byte[] der, PrivateKey signer, String algorithm) {

    static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    Node tree() {
        return Node.read(der);
    }

    byte[] signed(byte[] info) {
        try {
            Signature signature = Signature.getInstance(algorithm, BOUNCY_CASTLE);
            signature.initSign(signer);
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
