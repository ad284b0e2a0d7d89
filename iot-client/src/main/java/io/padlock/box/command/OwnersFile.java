package io.padlock.box.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command leaves where it was told to. */
final class OwnersFile {

    private OwnersFile() {}

    /** @param isSecret whether nobody else on the machine may read it */
    static void write(Path path, byte[] content, boolean isSecret) throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(isSecret ? "rw-------" : "rw-r--r--")));
        Files.write(path, content);
    }
}
