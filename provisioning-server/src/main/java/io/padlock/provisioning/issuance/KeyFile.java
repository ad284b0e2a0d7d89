package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** A private key in a file: PKCS#8 in PEM, as it is or encrypted (RFC 8018: PBKDF2 and AES-256). */
public final class KeyFile {

    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** OWASP's figure for PBKDF2 with HMAC-SHA256: half a second for us, once a start. */
    private static final int ITERATIONS = 600_000;

    private KeyFile() {}

    /** The message of a failure to decode a key may quote it, so it is not passed on. */
    static PrivateKey read(Path file, Optional<Passphrase> passphrase) {
        String pem = text(file);
        boolean encrypted = pem.contains("-----BEGIN " + ENCRYPTED);
        // An encrypted one may lie open: on a stick with FAT everything does, and chmod changes nothing there.
        if (!encrypted) {
            mustNotBeReadableByOthers(file);
        }
        try {
            byte[] der = encrypted ? decrypted(file, pem, passphrase) : plain(pem);
            return FastestProvider.keyFactory("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new AuthorityRefused(file + " holds no EC key in PEM ('-----BEGIN PRIVATE KEY-----' or"
                    + " '-----BEGIN ENCRYPTED PRIVATE KEY-----', as 'openssl pkcs8 -topk8' writes them).");
        }
    }

    public static boolean isEncrypted(Path file) {
        return text(file).contains("-----BEGIN " + ENCRYPTED);
    }

    static String pem(PrivateKey key, Optional<Passphrase> passphrase) {
        return passphrase
                .map(secret -> Pem.encode(ENCRYPTED, encrypted(key, secret)))
                .orElseGet(() -> Pem.encode(PLAIN, key.getEncoded()));
    }

    /** Its group may read it: Kubernetes gives secrets to a program by its group. */
    static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without such permissions has other ways.
            return false;
        }
    }

    private static void mustNotBeReadableByOthers(Path file) {
        if (isReadableByOthers(file)) {
            throw new AuthorityRefused(file + " can be read by every user of this machine. Close it: chmod 600 " + file
                    + " (in Kubernetes: defaultMode 0440 for the secret).");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AuthorityRefused(
                    "The authority's key " + file + " can't be read: "
                            + e.getClass().getSimpleName() + ".",
                    e);
        }
    }

    private static byte[] plain(String pem) {
        return Pem.decodeOne(PLAIN, pem);
    }

    private static byte[] decrypted(Path file, String pem, Optional<Passphrase> passphrase) {
        Passphrase secret = passphrase.orElseThrow(() -> new AuthorityRefused(
                file + " is encrypted. Say which file holds its passphrase: padlock.authority.passphrase-file for the"
                        + " server, --passphrase-file or --issuing-passphrase-file for a command."));
        try {
            return new PKCS8EncryptedPrivateKeyInfo(Pem.decodeOne(ENCRYPTED, pem))
                    .decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(secret.characters()))
                    .getEncoded();
        } catch (PKCSException | IOException e) {
            throw new AuthorityRefused(file + " is not opened by the passphrase that was given.");
        }
    }

    private static byte[] encrypted(PrivateKey key, Passphrase secret) {
        try {
            return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(key.getEncoded()))
                    .build(new JcePKCSPBEOutputEncryptorBuilder(
                                    new PBKDF2Config.Builder()
                                            .withPRF(PBKDF2Config.PRF_SHA256)
                                            .withIterationCount(ITERATIONS)
                                            .withSaltLength(16)
                                            .build(),
                                    NISTObjectIdentifiers.id_aes256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .build(secret.characters()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("A key could not be encrypted.", e);
        }
    }
}
