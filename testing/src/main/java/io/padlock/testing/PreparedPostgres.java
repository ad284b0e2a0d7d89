package io.padlock.testing;

import io.padlock.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs and an empty database, unpacked and made once for all tests of a JVM. To do so again for each takes most
 * of a first start, and shows the same each time; tests of the first start itself go without.
 */
public final class PreparedPostgres {

    /** Not kept in a variable: of this class there is one in each class loader that tests have. */
    private static final Path ONCE =
            Path.of("target/postgres-of-" + ProcessHandle.current().pid()).toAbsolutePath();

    private PreparedPostgres() {}

    /** @param home where an embedded PostgreSQL is about to start */
    public static void into(Path home) {
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path programs = programs();
            if (programsIn(home).isEmpty()) {
                Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
            }
            if (!Files.exists(home.resolve("data"))) {
                copy("password", home);
                copy("data", home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the folder with bin, lib and share */
    public static synchronized Path programs() throws IOException {
        if (!Files.exists(ONCE)) {
            EmbeddedPostgres.start(ONCE, sentence -> {}).close();
        }
        return programsIn(ONCE).orElseThrow();
    }

    /** With rights and owners, without which PostgreSQL takes no data. */
    private static void copy(String name, Path home) throws IOException {
        Process copying = new ProcessBuilder("cp", "-a", ONCE.resolve(name).toString(), home.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream said = copying.getInputStream()) {
            String complaint = new String(said.readAllBytes());
            if (copying.waitFor() != 0) {
                throw new IOException("The prepared PostgreSQL could not be copied: " + complaint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the prepared PostgreSQL was copied", e);
        }
    }

    private static Optional<Path> programsIn(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    .filter(Files::isDirectory)
                    .findFirst();
        }
    }
}
