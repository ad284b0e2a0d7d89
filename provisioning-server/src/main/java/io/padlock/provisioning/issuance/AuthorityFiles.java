package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

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

    /** The new issuer's key while {@link Rotation} is under way: when it was cut off, the certificate's key may be here. */
    Path nextIssuingKey() {
        return folder.resolve("issuing.key.next");
    }

    /** Issuers of before: their certificates live on, and their revocation lists are still signed. */
    Path retired() {
        return folder.resolve("retired");
    }

    Path retiredCertificate(String id) {
        return retired().resolve(id + ".crt");
    }

    Path rootKey() {
        return folder.resolve("offline").resolve("root.key");
    }

    static Path keyBeside(Path certificate) {
        return certificate.resolveSibling(certificate.getFileName().toString().replaceFirst("[.]crt$", ".key"));
    }

    List<Path> retiredCertificates() {
        if (!Files.isDirectory(retired())) {
            return List.of();
        }
        try {
            return list(retired()).stream()
                    .filter(file -> file.toString().endsWith(".crt"))
                    .toList();
        } catch (IOException e) {
            throw new AuthorityRefused(
                    "The folder of retired issuers " + retired() + " can't be read: " + reason(e), e);
        }
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

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over anything */
    static void write(Path file, String pem) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, pem, StandardCharsets.US_ASCII);
        sync(file);
        sync(file.toAbsolutePath().getParent());
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.toAbsolutePath().getParent());
    }

    /** All files or none: the folder gets its name when everything in it is on the disk. */
    void moveTo(Path target) throws IOException {
        sync(folder);
        move(folder, target);
    }

    /** The files of a new authority on their way into a folder that was there before, a mounted one for instance. */
    AuthorityFiles arriving() {
        return new AuthorityFiles(folder.resolve(".arriving"));
    }

    boolean hasARoot() {
        return Files.exists(rootCertificate());
    }

    /** What makes an authority of the folder, its root, comes last: when this is cut off, it can be done again. */
    void takeInWhatArrives() throws IOException {
        Path arriving = arriving().folder();
        for (Path file : list(arriving)) {
            if (!file.equals(arriving().rootCertificate())) {
                takeIn(file);
            }
        }
        if (arriving().hasARoot()) {
            takeIn(arriving().rootCertificate());
        }
        Files.delete(arriving);
    }

    private void takeIn(Path file) throws IOException {
        Path target = folder.resolve(file.getFileName());
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        move(file, target);
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName() + ".";
    }
}
