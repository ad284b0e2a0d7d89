package io.padlock.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from our own jars into the data folder. */
final class Binaries {

    /** The version of the binaries that the build brings: read from the build, so that it can't drift from the pom. */
    static final String VERSION = BuiltWith.postgresVersion();

    private final Path folder;

    private Binaries(Path folder) {
        this.folder = folder;
    }

    static Binaries in(Path folder, Consumer<String> tell) {
        String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path target = folder.resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(target)) {
            tell.accept("Unpacking PostgreSQL " + VERSION + " into " + target + " (first start only).");
            unpack(archive, target);
        }
        return new Binaries(target);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static String archiveFor(String system, String processor) {
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            throw noBinariesFor(system, processor);
        }
        return switch (processor) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
            default -> throw noBinariesFor(system, processor);
        };
    }

    private static EmbeddedPostgresException noBinariesFor(String system, String processor) {
        return new EmbeddedPostgresException(
                "There is no embedded PostgreSQL for " + system + " on " + processor
                        + ", only for Linux on amd64 and arm64. Set quarkus.datasource.reactive.url to a PostgreSQL of your own.");
    }

    /** Into a folder beside the target, renamed when complete: a start that is cut off leaves no half PostgreSQL. */
    private static void unpack(String archive, Path target) {
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try (InputStream packed = Binaries.class.getResourceAsStream("/" + archive)) {
            if (packed == null) {
                throw new EmbeddedPostgresException("The jar with " + archive
                        + " is not on the class path: this server was built without its embedded PostgreSQL."
                        + " Set quarkus.datasource.reactive.url to a PostgreSQL of your own.");
            }
            Commands.endWhatStillWorksOn(unfinished);
            Folders.delete(unfinished);
            Files.createDirectories(unfinished);
            untar(packed, unfinished);
            Commands.mustSucceed(
                    new ProcessBuilder("sync", "-f", unfinished.toString())
                            .redirectErrorStream(true)
                            .start(),
                    "sync");
            Folders.moveIntoPlace(unfinished, target);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL could not be unpacked into " + target + ": " + e.getMessage() + ".", e);
        }
    }

    /** tar is on every Debian; xz is not. */
    private static void untar(InputStream packed, Path into) throws IOException {
        Process tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-f", "-", "-C", into.toString())
                .redirectErrorStream(true)
                .start();
        try (OutputStream toTar = tar.getOutputStream();
                XZInputStream plain = new XZInputStream(packed)) {
            plain.transferTo(toTar);
        } catch (IOException e) {
            throw new IOException("tar said: " + Commands.outputOf(tar), e);
        }
        Commands.mustSucceed(tar, "tar");
    }
}
