package io.padlock.running;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Server and box as they run in the server's image and in the box's package: their jars as a class path, and their classes prepared as
 * the JVM holds them, without which every start takes twice as long. One archive of them serves all tests of a build. What is
 * started by {@code java -jar} is started so by the commands in deploy/ and README.md, which have tests of their own.
 */
public enum Program {
    SERVER(Checkout.SERVER_JAR, "io.padlock.provisioning.ProvisioningServer") {
        @Override
        Stream<String> classes() throws IOException {
            return Files.readAllLines(Checkout.file("deploy/server/classes")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> {
                        String[] words = line.split(" ");
                        return Stream.of(words).skip(1).map(name -> words[0] + "/" + name);
                    });
        }
    },
    BOX(Checkout.BOX_JAR, "io.padlock.box.BoxClient") {
        /** Those of one that runs. */
        @Override
        Stream<String> classes() throws Exception {
            Path folder = Files.createTempDirectory("learns");
            try {
                Path list = folder.resolve("classes");
                Box.runUnprepared(folder.resolve("data"), "-XX:DumpLoadedClassList=" + list);
                return Files.readAllLines(list).stream();
            } finally {
                Command.run("rm", "-r", folder.toString());
            }
        }
    };

    private final Path app;
    private final String main;

    Program(Path jar, String main) {
        this.app = jar.getParent();
        this.main = main;
    }

    abstract Stream<String> classes() throws Exception;

    /** What stands between the JVM's own options and the program's words. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "-XX:SharedArchiveFile=" + prepared(),
                // With a clock that is wrong, jars seem to be others than those that were prepared: it goes without.
                "-Xlog:cds=off",
                "-Xlog:class+path=off"));
        words.addAll(unpreparedWords());
        return words;
    }

    List<String> unpreparedWords() {
        return List.of("-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-cp", classPath(), main);
    }

    /** In the order in which the framework would look for a class. */
    private String classPath() {
        return Stream.of("quarkus", "app", "lib/boot", "lib/main")
                .flatMap(folder -> jarsIn(app.resolve(folder)))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private static Stream<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever of this build's JVMs comes first makes it; the others wait for it. */
    private synchronized Path prepared() {
        Path archive = Path.of("target/prepared", name().toLowerCase(Locale.ROOT) + ".jsa")
                .toAbsolutePath();
        try {
            Files.createDirectories(archive.getParent());
            try (FileChannel channel = FileChannel.open(
                            archive.resolveSibling(archive.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isOfThisBuild(archive)) {
                    prepareTheOtherMeanwhile();
                    prepare(archive);
                }
            }
        } catch (Exception e) {
            throw new AssertionError("The classes of the " + name() + " could not be prepared.", e);
        }
        return archive;
    }

    /** Whoever needs one of them needs the other soon, and each takes half a minute of one core. */
    private void prepareTheOtherMeanwhile() {
        Program other = this == SERVER ? BOX : SERVER;
        Thread meanwhile = new Thread(other::prepared, "prepares the " + other);
        meanwhile.setDaemon(true);
        meanwhile.start();
    }

    private boolean isOfThisBuild(Path archive) throws IOException {
        return Files.exists(archive)
                && Files.getLastModifiedTime(archive)
                                .compareTo(Files.getLastModifiedTime(app.resolve("quarkus-run.jar")))
                        > 0;
    }

    private void prepare(Path archive) throws Exception {
        Path list = archive.resolveSibling(archive.getFileName() + ".classes");
        Path unfinished = archive.resolveSibling(archive.getFileName() + ".unfinished");
        List<String> all =
                new ArrayList<>(Files.readAllLines(Path.of(System.getProperty("java.home"), "lib", "classlist")));
        all.addAll(classes().toList());
        Files.write(list, all);
        Command made = Command.run(
                Command.java(),
                "-Xshare:dump",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:SharedClassListFile=" + list,
                "-XX:SharedArchiveFile=" + unfinished,
                "-cp",
                classPath());
        if (made.status() != 0) {
            throw new AssertionError("The archive of classes could not be made: " + made.output());
        }
        Files.move(unfinished, archive, StandardCopyOption.REPLACE_EXISTING);
    }
}
