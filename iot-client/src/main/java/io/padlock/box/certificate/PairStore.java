package io.padlock.box.certificate;

import io.padlock.box.disk.Disk;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.words.Phrase;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pair on the disk: both files or neither, whenever the power fails.
 *
 * <pre>
 *   key.pending            the key that a certificate is being asked for; kept until one is served, or the server refuses it
 *   pairs/&lt;serial&gt;-…/       key.pem, chain.pem, renew-at, database; no pair until current points here
 *   current -&gt; pairs/...   which pair counts; written last, replaced by a rename, which is one step for the file system
 * </pre>
 *
 * <p>Not safe for several threads at once: whoever calls makes sure that one attempt runs at a time.
 */
public final class PairStore {

    private final Path folder;

    public PairStore(Path folder) {
        this.folder = folder;
    }

    /** @throws Unusable when there is a pair that can't be read or does not belong together */
    public Optional<CertificatePair> current() throws Unusable {
        Path current = folder.resolve("current");
        return Files.exists(current, LinkOption.NOFOLLOW_LINKS) ? read(current) : Optional.empty();
    }

    /** @return empty where it is somebody else's, which was there before ours: as good as none */
    private static Optional<CertificatePair> read(Path pair) throws Unusable {
        try {
            PrivateKey key = Pem.key(Files.readString(pair.resolve("key.pem")));
            List<X509Certificate> chain = Pem.chain(Files.readString(pair.resolve("chain.pem")));
            if (chain.isEmpty()) {
                throw Unusable.because("pair.empty", pair);
            }
            if (!Keys.belongTogether(chain.get(0).getPublicKey(), key)) {
                throw Unusable.because("pair.mismatch", pair);
            }
            return DnsNames.zone(DnsNames.of(chain.get(0))) == null
                    ? Optional.empty()
                    : Optional.of(new CertificatePair(key, chain, renewAt(pair, chain.get(0)), databaseOf(pair)));
        } catch (CharacterCodingException e) {
            throw Unusable.because(e, "pair.damaged", pair, Phrase.of("pair.not-text"));
        } catch (IOException e) {
            throw Unusable.unreadable(e, "pair.unreadable", pair, DiskTrouble.inWords(e));
        } catch (GeneralSecurityException e) {
            throw Unusable.because(
                    e,
                    "pair.damaged",
                    pair,
                    e instanceof Damaged damaged ? damaged.why() : Phrase.of("pem.no-certificate"));
        }
    }

    /**
     * Where the pair that counts was lost or can't be used: the newest of those beside it that is whole and good at this time.
     * It may be one that was never in use because the power failed before it counted.
     */
    public Optional<Kept> newestKept(Instant now) throws IOException {
        Kept newest = null;
        for (Path other : others()) {
            Optional<CertificatePair> pair = wholeAndGood(other, now);
            if (pair.isPresent() && (newest == null || pair.get().notBefore().isAfter(newest.pair.notBefore()))) {
                newest = new Kept(other, pair.get());
            }
        }
        return Optional.ofNullable(newest);
    }

    /** A pair that does not count, and might. */
    public record Kept(Path folder, CertificatePair pair) {}

    public void count(Kept kept) throws IOException {
        pointTo(kept.folder);
        giveUpPendingKeyOf(kept.pair);
    }

    /**
     * What was kept of another database nobody goes back to. A server that gives the same database another name than before may
     * have made a mistake: that pair stays.
     */
    public void forgetOtherDatabases(CertificatePair counting) throws IOException {
        for (Path other : others()) {
            if (!isOfTheSameAs(counting, other)) {
                Disk.delete(other);
            }
        }
    }

    private static boolean isOfTheSameAs(CertificatePair counting, Path other) {
        try {
            return read(other)
                    .filter(pair -> pair.zone().equals(counting.zone())
                            || pair.database().isPresent() && pair.database().equals(counting.database()))
                    .isPresent();
        } catch (Unusable rubbish) {
            return false;
        }
    }

    private List<Path> others() throws IOException {
        Path pairs = folder.resolve("pairs");
        if (!Files.isDirectory(pairs)) {
            return List.of();
        }
        Optional<Path> current = currentFolder();
        try (Stream<Path> all = Files.list(pairs)) {
            return all.filter(pair -> !current.equals(Optional.of(pair)))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<CertificatePair> wholeAndGood(Path pair, Instant now) {
        try {
            return read(pair).filter(one -> one.isValidAt(now));
        } catch (Unusable rubbish) {
            return Optional.empty();
        }
    }

    /**
     * It has its certificate, and that is served: the next one is asked for with another key. Until then the same is asked for
     * with the same key, and costs none.
     */
    public void giveUpPendingKeyOf(CertificatePair pair) throws IOException {
        Path pending = folder.resolve("key.pending");
        // Its private half comes first. Whatever else stands there is another matter.
        if (Files.isRegularFile(pending)
                && new String(Files.readAllBytes(pending), StandardCharsets.ISO_8859_1).startsWith(pair.keyPem())) {
            giveUpPendingKey();
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
        Disk.createFolder(folder);
        BoxKey made = BoxKey.make();
        Disk.replace(pending, made.pem());
        return made;
    }

    public void giveUpPendingKey() throws IOException {
        Files.deleteIfExists(folder.resolve("key.pending"));
    }

    /** The pair that counts, for whoever reads files: the same names for ever. */
    public Path keyFile() {
        return folder.resolve("current").resolve("key.pem");
    }

    public Path chainFile() {
        return folder.resolve("current").resolve("chain.pem");
    }

    /**
     * What others left, good or bad, to the letter, counts for the time being.
     *
     * @return the pair that counted until now, and is to again
     */
    public Optional<Path> adopt(Path chain, Path key) throws IOException {
        if (!Files.isRegularFile(chain) || !Files.isRegularFile(key)) {
            return Optional.empty();
        }
        Optional<Path> before = currentFolder();
        Path pairs = folder.resolve("pairs");
        Disk.createFolder(pairs);
        Path target = Files.createTempDirectory(pairs, "adopted-", Disk.OWNERS_FOLDER);
        try {
            Disk.copy(key, target.resolve("key.pem"));
            Disk.copy(chain, target.resolve("chain.pem"));
            Disk.sync(target);
            Disk.sync(pairs);
        } catch (IOException e) {
            forget(target, e);
            throw e;
        }
        pointTo(target);
        return before;
    }

    public void countAgain(Path pair) throws IOException {
        pointTo(pair);
    }

    /** Before {@link #count} it is rubbish that the next time clears away. */
    public Written write(CertificatePair pair) throws IOException {
        Path pairs = folder.resolve("pairs");
        Disk.createFolder(pairs);
        Path target = Files.createTempDirectory(pairs, pair.serial() + "-", Disk.OWNERS_FOLDER);
        try {
            Disk.write(target.resolve("key.pem"), pair.keyPem());
            Disk.write(target.resolve("chain.pem"), pair.chainPem());
            Disk.write(target.resolve("renew-at"), pair.renewAt() + "\n");
            if (pair.database().isPresent()) {
                Disk.write(target.resolve("database"), pair.database().get() + "\n");
            }
            Disk.sync(target);
            Disk.sync(pairs);
        } catch (IOException e) {
            forget(target, e);
            throw e;
        }
        return new Written(target, currentFolder());
    }

    /** A full disk would be fuller after each time. */
    private static void forget(Path unfinished, IOException because) {
        try {
            Disk.delete(unfinished);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** From now on it is the pair that counts. The one before is kept, for whoever wants to go back. */
    public void count(Written pair) throws IOException {
        pointTo(pair.folder);
        forgetAllBut(pair.folder, pair.before);
    }

    /** The pair that counted before it counts again, and this one is forgotten. */
    public void takeBack(Written pair) throws IOException {
        if (currentFolder().equals(Optional.of(pair.folder))) {
            if (pair.before.isPresent()) {
                pointTo(pair.before.get());
            } else {
                Files.delete(folder.resolve("current"));
                Disk.sync(folder);
            }
        }
        Disk.delete(pair.folder);
    }

    /** A pair on the disk that does not count yet, or may have to go again. */
    public static final class Written {

        private final Path folder;
        private final Optional<Path> before;

        private Written(Path folder, Optional<Path> before) {
            this.folder = folder;
            this.before = before;
        }
    }

    private Optional<Path> currentFolder() throws IOException {
        Path current = folder.resolve("current");
        return Files.isSymbolicLink(current)
                ? Optional.of(folder.resolve(Files.readSymbolicLink(current)))
                : Optional.empty();
    }

    private void pointTo(Path target) throws IOException {
        Disk.pointTo(folder.relativize(target), folder.resolve("current"));
    }

    private static void forgetAllBut(Path target, Optional<Path> previous) throws IOException {
        List<Path> forgotten;
        try (Stream<Path> all = Files.list(target.getParent())) {
            forgotten = all.filter(pair -> !pair.equals(target))
                    .filter(pair -> !previous.equals(Optional.of(pair)))
                    .toList();
        }
        for (Path pair : forgotten) {
            Disk.delete(pair);
        }
    }

    /** The server may have thought of another moment since. */
    public void renewAt(CertificatePair pair, Instant moment) throws IOException {
        Optional<Path> current = currentFolder();
        if (current.isPresent() && current.get().getFileName().toString().startsWith(pair.serial() + "-")) {
            Disk.replace(current.get().resolve("renew-at"), moment + "\n");
        }
    }

    /** Lost, it is as if others had left the pair: good for whoever the box is connected to. */
    private static Optional<String> databaseOf(Path pair) {
        try {
            return Optional.of(Files.readString(pair.resolve("database")).strip())
                    .filter(uuid -> !uuid.isEmpty());
        } catch (IOException lost) {
            return Optional.empty();
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
}
