package io.padlock.box.command;

import io.padlock.box.command.Commands.NotDone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command leaves where it was told to. */
final class OwnersFile {

    private OwnersFile() {}

    /** Made where it is not there. */
    static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw notTaken(folder);
        }
    }

    /** Asked before anything is made: what can't be written has to be made again. */
    static void mustTake(Path folder) {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw notTaken(folder);
        }
    }

    /** Asked beforehand, too: a folder is not removed for a file, be it empty or not. */
    static void mustTakeFile(Path file) {
        mustBeNoFolder(file);
        mustTake(file.toAbsolutePath().getParent());
    }

    private static void mustBeNoFolder(Path file) {
        if (Files.isDirectory(file)) {
            throw new NotDone(file + " is a folder. A file's name is needed here.");
        }
    }

    private static NotDone notTaken(Path folder) {
        return new NotDone(folder + " is no folder that the user " + System.getProperty("user.name")
                + " may write to. Name another one by --to; nothing was made.");
    }

    /** @param isSecret whether nobody else on the machine may read it */
    static void write(Path path, byte[] content, boolean isSecret) throws IOException {
        mustBeNoFolder(path);
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(isSecret ? "rw-------" : "rw-r--r--")));
        Files.write(path, content);
    }
}
