package io.padlock.testing.printer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collections;

/** A certificate and the key that belongs to it. */
public record Held(PrivateKey key, X509Certificate certificate) {

    /** @throws GeneralSecurityException also where the key is not the certificate's, which a printer could not serve */
    static Held fromPkcs12(byte[] file, String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), password.toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                Held held = new Held((PrivateKey) store.getKey(alias, password.toCharArray()), (X509Certificate)
                        store.getCertificate(alias));
                held.mustBelongTogether();
                return held;
            }
        }
        throw new GeneralSecurityException("There is no private key in the file.");
    }

    private void mustBelongTogether() throws GeneralSecurityException {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update((byte) 1);
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update((byte) 1);
        if (!verifier.verify(signer.sign())) {
            throw new GeneralSecurityException("The key is not the certificate's.");
        }
    }
}
