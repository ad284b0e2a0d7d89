package io.padlock.box.certificate;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pair on the disk: both files or neither, whenever the power fails.
 *
 * <pre>
 *   key.pending            the key that a certificate is being asked for; kept until it has one, or the server refuses it
 *   pairs/&lt;serial&gt;-…/       key.pem, chain.pem, renew-at; no pair until current points here
 *   current -&gt; pairs/...   which pair counts; written last, replaced by a rename, which is one step for the file system
 * </pre>
 *
 * <p>Not safe for several threads at once: whoever calls makes sure that one attempt runs at a time.
 */
public final class PairStore {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    public PairStore(Path folder) {
        this.folder = folder;
    }

    /** @throws Unusable when there is a pair that can't be read or does not belong together */
    public Optional<CertificatePair> current() throws Unusable {
        Path current = folder.resolve("current");
        if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            PrivateKey key = Pem.key(Files.readString(current.resolve("key.pem")));
            List<X509Certificate> chain = Pem.chain(Files.readString(current.resolve("chain.pem")));
            if (chain.isEmpty() || !BoxKey.belongTogether(chain.get(0).getPublicKey(), key)) {
                throw new Unusable("The key and the certificate in " + current + " do not belong together.");
            }
            if (DnsNames.zone(DnsNames.of(chain.get(0))) == null) {
                throw new Unusable("The certificate in " + current + " is for no name of a box.");
            }
            return Optional.of(new CertificatePair(key, chain, renewAt(current, chain.get(0))));
        } catch (IOException e) {
            throw new Unusable("The certificate in " + current + " can't be read (" + e + ").", e);
        } catch (GeneralSecurityException e) {
            throw new Unusable("The certificate in " + current + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The same key until it has a certificate: a request whose answer got lost is repeated, not multiplied. */
    public BoxKey pendingKey() throws IOException {
        Path pending = folder.resolve("key.pending");
        if (Files.exists(pending)) {
            try {
                return BoxKey.read(Files.readString(pending));
            } catch (GeneralSecurityException | CharacterCodingException damaged) {
                Files.delete(pending);
            }
        }
        createPrivate(folder);
        BoxKey made = BoxKey.make();
        Path unfinished = folder.resolve("key.pending.unfinished");
        Files.deleteIfExists(unfinished);
        write(unfinished, made.pem());
        Files.move(unfinished, pending, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
        return made;
    }

    public void giveUpPendingKey() throws IOException {
        Files.deleteIfExists(folder.resolve("key.pending"));
    }

    /** What is cut off before the last rename leaves the pair that was there, and some rubbish for the next time. */
    public void install(CertificatePair pair) throws IOException {
        Path pairs = folder.resolve("pairs");
        createPrivate(pairs);
        Optional<Path> previous = currentFolder();
        Path target = Files.createTempDirectory(pairs, pair.serial() + "-", OWNER_ONLY);
        write(target.resolve("key.pem"), pair.keyPem());
        write(target.resolve("chain.pem"), pair.chainPem());
        write(target.resolve("renew-at"), pair.renewAt() + "\n");
        sync(target);
        sync(pairs);
        pointTo(target);
        giveUpPendingKey();
        forgetAllBut(target, previous);
    }

    private Optional<Path> currentFolder() throws IOException {
        Path current = folder.resolve("current");
        return Files.isSymbolicLink(current)
                ? Optional.of(folder.resolve(Files.readSymbolicLink(current)))
                : Optional.empty();
    }

    private void pointTo(Path target) throws IOException {
        Path link = folder.resolve("current.unfinished");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, folder.relativize(target));
        Files.move(link, folder.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    /** The one before is kept, for a person who wants to go back. */
    private static void forgetAllBut(Path target, Optional<Path> previous) throws IOException {
        List<Path> forgotten;
        try (Stream<Path> all = Files.list(target.getParent())) {
            forgotten = all.filter(pair -> !pair.equals(target))
                    .filter(pair -> !previous.equals(Optional.of(pair)))
                    .toList();
        }
        for (Path pair : forgotten) {
            delete(pair);
        }
    }

    /** Lost or damaged, it costs nobody a good pair; and it never puts renewal off until the pair has ended. */
    private static Instant renewAt(Path pair, X509Certificate leaf) {
        try {
            Instant kept =
                    Instant.parse(Files.readString(pair.resolve("renew-at")).strip());
            return kept.isAfter(leaf.getNotAfter().toInstant()) ? CertificatePair.twoThirdsOfTheLife(leaf) : kept;
        } catch (IOException | DateTimeException e) {
            return CertificatePair.twoThirdsOfTheLife(leaf);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardCharsets.US_ASCII);
        sync(file);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
