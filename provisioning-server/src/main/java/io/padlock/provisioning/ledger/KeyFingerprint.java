package io.padlock.provisioning.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/** SHA-256 of a public key's SubjectPublicKeyInfo: by it the ledger knows a key again. */
public record KeyFingerprint(String hex) {

    public static KeyFingerprint of(PublicKey key) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return new KeyFingerprint(HexFormat.of().formatHex(sha256));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
