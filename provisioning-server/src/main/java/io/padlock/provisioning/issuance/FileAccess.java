package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Who may read a file that is there: what takes its place must be as open to the server, whoever makes it. */
record FileAccess(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> permissions) {

    static FileAccess of(Path file) {
        try {
            PosixFileAttributes there = Files.readAttributes(file, PosixFileAttributes.class);
            return new FileAccess(there.owner(), there.group(), there.permissions());
        } catch (IOException e) {
            throw new AuthorityRefused(file + " can't be read: " + AuthorityFiles.reason(e), e);
        }
    }

    /** Whoever reads the file finds what was there before, or all of the new. */
    void replace(Path file, String pem) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        AuthorityFiles.write(unfinished, pem);
        giveTo(unfinished);
        view(unfinished).setPermissions(permissions);
        AuthorityFiles.move(unfinished, file);
    }

    void createFolder(Path folder) throws IOException {
        AuthorityFiles.createFolder(folder);
        giveTo(folder);
        view(folder).setPermissions(permissions);
    }

    /** Only root may give files away, and only root has to: another user's files are its own already. */
    void giveTo(Path file) throws IOException {
        try {
            view(file).setGroup(group);
            view(file).setOwner(owner);
        } catch (FileSystemException e) {
            // Not ours to give.
        }
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
