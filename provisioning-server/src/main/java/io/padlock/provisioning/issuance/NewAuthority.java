package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A root and an issuing certificate that are to be made, both limited to one domain, so that a key that leaks can vouch
 * for box names only.
 *
 * @param name what both are called, before "Root" and "Issuing"
 * @param rootKey where the root's key is put; the server never needs it
 */
public record NewAuthority(
        Path folder,
        String name,
        String domain,
        Path rootKey,
        Optional<Passphrase> rootPassphrase,
        Optional<Passphrase> issuingPassphrase) {

    static final Duration ISSUING_LIFE = Duration.ofDays(1825);

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    /** Boxes whose clocks are behind must find the authority valid already. */
    private static final Duration BACKDATED = Duration.ofDays(1);
    /** A common name holds 64 characters, and ours end with " Issuing 0123ab 2-0123ab". */
    private static final int LONGEST_NAME = 40;

    private static final String UNFINISHED = ".unfinished";

    public NewAuthority {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]*") || name.length() > LONGEST_NAME) {
            throw new AuthorityRefused("An authority's name has 1 to " + LONGEST_NAME
                    + " letters, digits, blanks, dots and dashes; \"" + name + "\" has others.");
        }
    }

    /** Whether there is one in the folder; when an earlier command was cut off while its files arrived, it is now. */
    public static boolean isMade(Path folder) {
        AuthorityFiles files = new AuthorityFiles(folder);
        try {
            if (Files.exists(files.arriving().folder())) {
                files.takeInWhatArrives();
            }
        } catch (IOException e) {
            throw new AuthorityRefused("The authority in " + folder + " could not be finished: " + e, e);
        }
        return files.hasARoot();
    }

    /**
     * All of it or nothing: when it is cut off, the next one begins anew.
     *
     * @throws AuthorityRefused with a sentence that says what to mend; nothing that was there is written over
     */
    public void make(Instant now) {
        boolean isThere = Files.isDirectory(folder);
        Path unfinished =
                isThere ? folder.resolve(UNFINISHED) : folder.resolveSibling(folder.getFileName() + UNFINISHED);
        try {
            delete(unfinished);
            if (isThere) {
                mustBeEmpty();
            }
            AuthorityFiles files = new AuthorityFiles(unfinished);
            AuthorityFiles.createFolder(unfinished);
            write(files, now);
            giveToWhoHasTheFolder(files);
            if (isThere) {
                AuthorityFiles target = new AuthorityFiles(folder);
                files.moveTo(target.arriving().folder());
                target.takeInWhatArrives();
            } else {
                files.moveTo(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw new AuthorityRefused(
                    e.getFile()
                            + " is there already, and nothing is written over. It may have been left by a command that"
                            + " was cut off: remove it when no authority needs it.",
                    e);
        } catch (IOException | CertificateException e) {
            throw new AuthorityRefused("The authority could not be created in " + folder + ": " + e, e);
        }
    }

    private void mustBeEmpty() throws IOException {
        List<Path> there = AuthorityFiles.list(folder).stream()
                // What mkfs leaves in every volume.
                .filter(file -> !file.endsWith("lost+found"))
                .toList();
        if (!there.isEmpty()) {
            throw new AuthorityRefused(folder + " holds no root.crt, but other files ("
                    + there.get(0).getFileName() + "). Put root.crt back, or choose a folder that is empty.");
        }
    }

    /** The server's user has the folder; the command may be root's. The root's key is not for the server. */
    private void giveToWhoHasTheFolder(AuthorityFiles files) throws IOException {
        FileAccess access = FileAccess.of(files.folder().toAbsolutePath().getParent());
        access.giveTo(files.issuingKey());
        access.giveTo(files.issuingCertificate());
        access.giveTo(files.rootCertificate());
        access.giveTo(files.folder());
    }

    private void write(AuthorityFiles files, Instant now) throws IOException, CertificateException {
        KeyPair ofRoot = FreshKey.p256();
        KeyPair ofIssuing = FreshKey.p256();
        // Two authorities made on two machines must not look like one in a browser's list.
        String mark = CertificateOrder.hex(CertificateOrder.newSerial(now)).substring(26);
        X509Certificate root = Profiles.root(
                name + " Root " + mark, life(now, ROOT_LIFE), ofRoot.getPublic(), ofRoot.getPrivate(), domain);
        X509Certificate issuing = Profiles.issuing(
                name + " Issuing " + mark + " 1",
                life(now, ISSUING_LIFE),
                ofIssuing.getPublic(),
                root,
                ofRoot.getPrivate(),
                domain);
        AuthorityFiles.write(files.rootCertificate(), Pem.encode("CERTIFICATE", root.getEncoded()));
        AuthorityFiles.write(files.issuingCertificate(), Pem.encode("CERTIFICATE", issuing.getEncoded()));
        AuthorityFiles.write(files.issuingKey(), KeyFile.pem(ofIssuing.getPrivate(), issuingPassphrase));
        Path key = rootKey.startsWith(folder) ? files.folder().resolve(folder.relativize(rootKey)) : rootKey;
        AuthorityFiles.createFolder(key.toAbsolutePath().getParent());
        AuthorityFiles.write(key, KeyFile.pem(ofRoot.getPrivate(), rootPassphrase));
    }

    static Validity life(Instant now, Duration length) {
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
