package io.padlock.running;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk that a test can fill and make room on. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static SmallDisk mounted(Path folder, int megabytes) throws Exception {
        Files.createDirectories(folder);
        Command mounted =
                Command.run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
        if (mounted.status() != 0) {
            throw new AssertionError("This test mounts a small tmpfs, which takes root: run it as root, or as"
                    + " 'unshare -Urm mvn verify ...'. mount said: " + mounted.output());
        }
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /** To the last octet. */
    public void fill() throws IOException {
        try (FileChannel filler = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = 1 << 20; size > 0; size /= 4) {
                fill(filler, size);
            }
        }
    }

    /** To so many octets. A tmpfs gives whole pages of 4096. */
    public void fillAllBut(long octets) throws IOException {
        fill();
        try (FileChannel filler = FileChannel.open(filler(), StandardOpenOption.WRITE)) {
            filler.truncate(filler.size() - octets);
        }
    }

    private static void fill(FileChannel filler, int size) {
        try {
            while (filler.write(ByteBuffer.allocate(size)) > 0) {
                // Until there is no room for as much.
            }
        } catch (IOException noSpaceLeft) {
            // What was wanted.
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Lazily: whoever still holds a file there does not hold us up. */
    @Override
    public void close() {
        try {
            Command.run("umount", "--lazy", folder.toString());
        } catch (Exception e) {
            throw new AssertionError("The small disk " + folder + " could not be unmounted.", e);
        }
    }
}
