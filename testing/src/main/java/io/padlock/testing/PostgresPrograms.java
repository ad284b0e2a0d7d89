package io.padlock.testing;

import io.padlock.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's programs, unpacked once for all tests of a JVM. To unpack them again for each takes most of a first start, and
 * shows the same each time; tests of the first start itself go without.
 */
public final class PostgresPrograms {

    /** Not kept in a variable: of this class there is one in each class loader that tests have. */
    private static final Path ONCE =
            Path.of("target/postgres-of-" + ProcessHandle.current().pid()).toAbsolutePath();

    private PostgresPrograms() {}

    /** @param home where an embedded PostgreSQL is about to start */
    public static void linkInto(Path home) {
        try {
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (in(home).isEmpty()) {
                Path programs = unpacked();
                Files.createSymbolicLink(home.resolve(programs.getFileName()), programs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path unpacked() throws IOException {
        if (!Files.exists(ONCE)) {
            EmbeddedPostgres.start(ONCE, sentence -> {}).close();
        }
        return in(ONCE).orElseThrow();
    }

    private static Optional<Path> in(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    .filter(Files::isDirectory)
                    .findFirst();
        }
    }
}
