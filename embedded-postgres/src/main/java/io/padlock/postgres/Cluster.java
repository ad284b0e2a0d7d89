package io.padlock.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** What PostgreSQL calls a cluster: the data folder, with the password of the one user in it. */
record Cluster(Path data, Path passwordFile) {

    static final String USER = "padlock";

    static Cluster in(Path folder, Binaries binaries, Consumer<String> tell) {
        Cluster cluster = new Cluster(folder.resolve("data"), folder.resolve("password"));
        try {
            if (Files.isDirectory(cluster.data)) {
                cluster.refuseAnotherMajorVersion();
            } else {
                tell.accept("Creating the database in " + cluster.data + " (first start only).");
                cluster.create(binaries);
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The database in " + cluster.data + " could not be prepared: " + e.getMessage(), e);
        }
        return cluster;
    }

    String password() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The database's password can't be read from " + passwordFile + ": " + e.getMessage(), e);
        }
    }

    /** The password first, the data last and by a rename: whatever is cut off before is made again. */
    private void create(Binaries binaries) throws IOException {
        writePassword();
        Path unfinished = data.resolveSibling("data.unfinished");
        Commands.endWhatStillWorksOn(unfinished);
        Folders.delete(unfinished);
        Commands.run(
                "initdb",
                List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + unfinished,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C"));
        Folders.moveIntoPlace(unfinished, data);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(random) + "\n");
        Folders.sync(passwordFile);
        Folders.sync(passwordFile.getParent());
    }

    private void refuseAnotherMajorVersion() throws IOException {
        String wrote = Files.readString(data.resolve("PG_VERSION")).strip();
        String major = Binaries.VERSION.substring(0, Binaries.VERSION.indexOf('.'));
        if (!wrote.equals(major)) {
            throw new EmbeddedPostgresException("The data in " + data + " was written by PostgreSQL " + wrote
                    + " and this is PostgreSQL " + major + ", which can't read it. Start the Padlock that wrote it"
                    + " to export your data, or give this one another folder with PADLOCK_DATA.");
        }
    }
}
