package io.padlock.box.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes for the owner only, and through to the disk itself. */
public final class Disk {

    public static final FileAttribute<?> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<?> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Disk() {}

    public static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, OWNERS_FOLDER);
    }

    /** The new text or the one before, and nothing in between. */
    public static void replace(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        write(unfinished, text);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        sync(file.toAbsolutePath().getParent());
    }

    /** A link is replaced in one step too. */
    public static void pointTo(Path target, Path link) throws IOException {
        Path unfinished = link.resolveSibling(link.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createSymbolicLink(unfinished, target);
        Files.move(unfinished, link, StandardCopyOption.ATOMIC_MOVE);
        sync(link.toAbsolutePath().getParent());
    }

    /** A file that nobody looks at yet. */
    public static void write(Path file, String text) throws IOException {
        Files.createFile(file, OWNERS_FILE);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        sync(file);
    }

    /** To the letter; the whole copy, or none. */
    public static void copy(Path from, Path to) throws IOException {
        Path unfinished = to.resolveSibling(to.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, OWNERS_FILE);
        Files.write(unfinished, Files.readAllBytes(from));
        sync(unfinished);
        Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.toAbsolutePath().getParent());
    }

    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    public static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
