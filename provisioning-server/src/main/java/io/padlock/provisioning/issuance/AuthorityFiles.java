package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * The authority's folder. The root's key lies in a folder of its own, {@code offline}: the server never reads it, and it
 * should be carried away.
 */
record AuthorityFiles(Path folder) {

    Path rootCertificate() {
        return folder.resolve("root.crt");
    }

    Path issuingCertificate() {
        return folder.resolve("issuing.crt");
    }

    Path issuingKey() {
        return folder.resolve("issuing.key");
    }

    Path rootKey() {
        return folder.resolve("offline").resolve("root.key");
    }

    static X509Certificate readCertificate(Path file) {
        try {
            return Profiles.decode(Pem.decodeOne("CERTIFICATE", Files.readString(file)));
        } catch (IOException e) {
            throw new AuthorityRefused("The authority's certificate " + file + " can't be read: " + reason(e), e);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new AuthorityRefused(file + " holds no certificate in PEM: " + e.getMessage(), e);
        }
    }

    /** The message of a failure to decode a key may quote it, so it is not passed on. */
    static PrivateKey readKey(Path file, String algorithm) {
        try {
            byte[] der = Pem.decodeOne("PRIVATE KEY", Files.readString(file));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException e) {
            throw new AuthorityRefused("The authority's key " + file + " can't be read: " + reason(e), e);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new AuthorityRefused(file + " holds no unencrypted " + algorithm
                    + " key in PEM ('-----BEGIN PRIVATE KEY-----', as 'openssl pkcs8 -topk8 -nodes' writes it).");
        }
    }

    void createFolders() throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, ownerOnly);
        Files.createDirectories(rootKey().getParent(), ownerOnly);
    }

    static void write(Path file, String pem) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem, StandardCharsets.US_ASCII);
        sync(file);
    }

    /** All files or none: the folder gets its name when everything in it is on the disk. */
    void moveTo(Path target) throws IOException {
        sync(folder);
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.getParent());
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ".";
    }
}
