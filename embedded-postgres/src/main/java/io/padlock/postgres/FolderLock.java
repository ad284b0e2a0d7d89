package io.padlock.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One server a folder. The kernel drops the lock with its process, so a killed server never locks anybody out. */
final class FolderLock implements AutoCloseable {

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    static FolderLock take(Path folder) throws IOException {
        Path path = folder.resolve("lock");
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(file) == null) {
                throw new EmbeddedPostgresException("Process "
                        + Files.readString(path).strip() + " is already using " + folder
                        + ". Stop it first, or give this server a folder of its own with PADLOCK_DATA.");
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldByThisJvm) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
