package io.padlock.provisioning.audit;

import io.padlock.provisioning.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Appends to one chain, and goes on where it ended. Nothing counts until all of it is written: a batch that failed is cut
 * off again and can be given once more. For one thread.
 */
final class ChainWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ChainWriter.class);
    private static final Set<StandardOpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final String chain;
    private final long fileSize;
    private final FileChannel lock;

    private Link link = Link.NONE;
    private Path file;
    private FileChannel channel;
    private long length;
    private Map<String, String> healed;

    private ChainWriter(Path folder, String chain, long fileSize, FileChannel lock) {
        this.folder = folder;
        this.chain = chain;
        this.fileSize = fileSize;
        this.lock = lock;
    }

    /** @throws CannotStart when somebody else writes this chain, or when its end was tampered with */
    static ChainWriter open(Path folder, String chain, long fileSize) {
        try {
            Files.createDirectories(folder, OWNERS_FOLDER);
            ChainWriter writer = new ChainWriter(folder, chain, fileSize, locked(folder, chain));
            try {
                writer.goOn();
            } catch (IOException | CannotStart e) {
                writer.close();
                throw e;
            }
            return writer;
        } catch (IOException e) {
            throw new CannotStart("The audit can't be written in " + folder + " (" + e
                    + "). Make that folder writable, or" + " choose another with padlock.audit.folder.");
        }
    }

    private static FileChannel locked(Path folder, String chain) throws IOException {
        Path name = folder.resolve("audit-" + chain + ".lock");
        FileChannel channel = FileChannel.open(name, APPENDING, OWNERS);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldInThisJvm) {
            LOG.debug("This very process holds it.", heldInThisJvm);
        }
        if (lock == null) {
            channel.close();
            throw new CannotStart("Another process is writing the audit in " + folder
                    + ". Stop it, or give this server a folder of its own with padlock.audit.folder.");
        }
        return channel;
    }

    /** The newest file may be empty, when the end came just after it was begun. */
    private void goOn() throws IOException {
        List<Path> files = ChainFiles.in(folder, chain);
        for (int i = files.size() - 1; i >= 0 && link.sequence() == 0; i--) {
            Tail tail = Tail.of(files.get(i));
            if (tail.torn().length > 0) {
                heal(files.get(i), tail);
            }
            if (tail.link() != null) {
                link = tail.link();
                file = files.get(i);
                length = tail.length();
            }
        }
    }

    private void heal(Path torn, Tail tail) throws IOException {
        Path aside = tail.moveAside(torn);
        try (FileChannel whole = FileChannel.open(torn, StandardOpenOption.WRITE)) {
            whole.truncate(tail.length());
            whole.force(true);
        }
        healed = Map.of(
                "bytes",
                String.valueOf(tail.torn().length),
                "movedTo",
                aside.getFileName().toString());
    }

    /** @return what stood torn at the end of the chain and was moved aside when it was opened */
    Optional<Map<String, String>> healed() {
        return Optional.ofNullable(healed);
    }

    /** All of them or, when this fails, none. */
    void append(List<AuditEvent> events) throws IOException {
        Link end = link;
        List<Link.Line> lines = new ArrayList<>(events.size());
        int bytes = 0;
        for (AuditEvent event : events) {
            Link.Line line = end.next(event);
            lines.add(line);
            bytes += line.bytes().length;
            end = line.link();
        }
        ByteBuffer batch = ByteBuffer.allocate(bytes);
        lines.forEach(line -> batch.put(line.bytes()));
        write(batch.flip());
        link = end;
    }

    private void write(ByteBuffer batch) throws IOException {
        mustBeOpen();
        try {
            channel.truncate(length);
            channel.position(length);
            int bytes = batch.remaining();
            while (batch.hasRemaining()) {
                channel.write(batch);
            }
            length += bytes;
        } catch (IOException e) {
            abandon();
            throw e;
        }
    }

    /** A file that somebody took away, or cut, is left as it is: the next one goes on, and the gap shows. */
    private void mustBeOpen() throws IOException {
        boolean gone = file != null && (!Files.exists(file) || Files.size(file) < length);
        if (gone) {
            LOG.errorf("Somebody removed or cut %s, a file of the audit. It goes on in a new one.", file);
        }
        if (file == null || gone || length >= fileSize) {
            begin(ChainFiles.name(folder, chain, link.sequence() + 1));
        } else if (channel == null) {
            channel = FileChannel.open(file, APPENDING, OWNERS);
        }
    }

    private void begin(Path next) throws IOException {
        FileChannel opened = FileChannel.open(next, APPENDING, OWNERS);
        sync();
        abandon();
        file = next;
        channel = opened;
        length = 0;
        if (link.sequence() == 0) {
            LOG.infof("The audit begins in %s.", next);
        } else {
            LOG.infof("The audit goes on in %s, after line %d with the hash %s.", next, link.sequence(), link.hash());
        }
    }

    /** What failed once is opened afresh: the disk may be another one by then. */
    private void abandon() {
        if (channel != null) {
            try {
                channel.truncate(length);
                channel.close();
            } catch (IOException e) {
                LOG.debug("Cut off at the next try.", e);
            }
            channel = null;
        }
    }

    void sync() throws IOException {
        if (channel != null && channel.isOpen()) {
            channel.force(false);
        }
    }

    Link link() {
        return link;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
        lock.close();
    }
}
