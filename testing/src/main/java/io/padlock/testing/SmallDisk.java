package io.padlock.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** A disk that a test can fill and make room on. */
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    public static SmallDisk mounted(Path folder, int megabytes) throws IOException {
        return mountedWith("size=" + megabytes + "m", folder);
    }

    /** @param names how many files and folders there may be */
    public static SmallDisk mounted(Path folder, int megabytes, int names) throws IOException {
        return mountedWith("size=" + megabytes + "m,nr_inodes=" + names, folder);
    }

    private static SmallDisk mountedWith(String options, Path folder) throws IOException {
        Files.createDirectories(folder);
        String said = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
        if (!said.isEmpty()) {
            throw new AssertionError("This test mounts a small tmpfs, which takes root: run it as root, or as"
                    + " 'unshare -Urm mvn verify ...'. mount said: " + said);
        }
        return new SmallDisk(folder);
    }

    /** @return what went wrong; nothing where it went well */
    private static String run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int status = process.waitFor();
            return status == 0 ? "" : said + " (status " + status + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
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

    /** Room for octets, and for so many files more: a card can run out of either. */
    public void fillNamesAllBut(int names) throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        int made = 0;
        try {
            while (true) {
                Files.createFile(many.resolve(String.valueOf(made)));
                made++;
            }
        } catch (IOException noSpaceLeft) {
            for (int i = 1; i <= Math.min(names, made); i++) {
                Files.delete(many.resolve(String.valueOf(made - i)));
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.deleteIfExists(filler());
        Path many = folder.resolve("many");
        if (Files.exists(many)) {
            try (Stream<Path> all = Files.list(many)) {
                for (Path one : all.toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    /** Lazily: whoever still holds a file there does not hold us up. */
    @Override
    public void close() {
        try {
            String said = run("umount", "--lazy", folder.toString());
            if (!said.isEmpty()) {
                throw new AssertionError("The small disk " + folder + " could not be unmounted: " + said);
            }
        } catch (IOException e) {
            throw new AssertionError("The small disk " + folder + " could not be unmounted.", e);
        }
    }
}
