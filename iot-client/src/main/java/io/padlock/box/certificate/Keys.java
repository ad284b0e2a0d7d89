package io.padlock.box.certificate;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether two halves are one key. */
final class Keys {

    private Keys() {}

    /** Asked by signing something: two halves that do not belong together serve nobody. */
    static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        try {
            byte[] something = publicKey.getEncoded();
            // A stock service may still hand out RSA keys; the box's own are elliptic.
            Signature signature =
                    Signature.getInstance(publicKey.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(something);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
