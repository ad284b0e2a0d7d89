package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes an authority where there is none: a root and an issuing certificate, both named TEST and both limited to the
 * parent domain, so that a key that leaks can vouch for box names only.
 */
public final class TestAuthority {

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    private static final Duration ISSUING_LIFE = Duration.ofDays(1825);
    /** Boxes whose clocks are behind must find the authority valid already. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private TestAuthority() {}

    /** @return whether one was made now */
    public static boolean createIfMissing(Path folder, String parentDomain, Instant now) {
        if (Files.exists(folder)) {
            return false;
        }
        try {
            Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
            delete(unfinished);
            AuthorityFiles files = new AuthorityFiles(unfinished);
            files.createFolders();
            create(files, parentDomain, now);
            files.moveTo(folder);
            return true;
        } catch (IOException | CertificateException e) {
            throw new AuthorityRefused("The test authority could not be created in " + folder + ": " + e, e);
        }
    }

    private static void create(AuthorityFiles files, String parentDomain, Instant now)
            throws IOException, CertificateException {
        KeyPair rootKey = FreshKey.p256();
        KeyPair issuingKey = FreshKey.p256();
        // Two authorities made on two machines must not look like one in a browser's list.
        String mark = CertificateOrder.hex(CertificateOrder.newSerial()).substring(2, 8);
        X509Certificate root = Profiles.root(
                "Padlock TEST Root " + mark,
                life(now, ROOT_LIFE),
                rootKey.getPublic(),
                rootKey.getPrivate(),
                parentDomain);
        X509Certificate issuing = Profiles.issuing(
                "Padlock TEST Issuing " + mark + " 1",
                life(now, ISSUING_LIFE),
                issuingKey.getPublic(),
                root,
                rootKey.getPrivate(),
                parentDomain);
        AuthorityFiles.write(files.rootCertificate(), Pem.encode("CERTIFICATE", root.getEncoded()));
        AuthorityFiles.write(files.issuingCertificate(), Pem.encode("CERTIFICATE", issuing.getEncoded()));
        AuthorityFiles.write(files.issuingKey(), pem(issuingKey.getPrivate()));
        AuthorityFiles.write(files.rootKey(), pem(rootKey.getPrivate()));
    }

    private static String pem(PrivateKey key) {
        return Pem.encode("PRIVATE KEY", key.getEncoded());
    }

    private static Validity life(Instant now, Duration length) {
        return Validity.from(now.minus(BACKDATED), length);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
