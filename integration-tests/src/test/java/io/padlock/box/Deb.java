package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Debian package that {@code deploy/box/deb} made. */
record Deb(Path file) {

    private static final String CLASSES = "usr/lib/padlock-box/classes.list";
    private static final String JARS = "usr/lib/padlock-box/lib";

    /** Of this machine's architecture. */
    static Deb made(Path packed, String version, Path to) throws Exception {
        return made(Map.of(), packed, version, architectureHere(), to);
    }

    static Deb made(Map<String, String> environment, Path packed, String version, String architecture, Path to)
            throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SOURCE_DATE_EPOCH", "1790000000");
        Command made = Command.run(
                all,
                Checkout.file("deploy/box/deb").toString(),
                "--packed",
                packed.toString(),
                "--version",
                version,
                "--architecture",
                architecture,
                "--compression",
                "none",
                "--to",
                to.toString());
        assertThat(made.status()).as(made.output()).isZero();
        return new Deb(to.resolve("padlock-box_" + version + "_" + architecture + ".deb"));
    }

    static String architectureHere() throws Exception {
        return mustRun("dpkg", "--print-architecture").strip();
    }

    /** What its control file says there. */
    String field(String name) throws Exception {
        return mustRun("dpkg-deb", "--field", file.toString(), name).strip();
    }

    /** @return the folder, with what it installs */
    Path unpackedTo(Path folder) throws Exception {
        mustRun("dpkg-deb", "--extract", file.toString(), folder.toString());
        return folder;
    }

    /** One of before: another program with other words by another name, fewer classes to prepare, and other settings as they come. */
    Deb earlier(String version, Path work) throws Exception {
        Path inside = work.resolve("earlier");
        mustRun("dpkg-deb", "--raw-extract", file.toString(), inside.toString());
        rewrite(inside.resolve("DEBIAN/control"), "Version: " + field("Version"), "Version: " + version);
        rewrite(inside.resolve(PackagedBox.CONF.substring(1)), "# Padlock's box", "# Another comment. Padlock's box");
        Path jar = theProgramIn(inside.resolve(JARS));
        try (FileSystem words = FileSystems.newFileSystem(jar)) {
            rewrite(words.getPath("words/en.properties"), InstalledBox.WORDS, InstalledBox.EARLIER_WORDS);
        }
        Files.move(jar, jar.resolveSibling(jar.getFileName().toString().replace(".jar", "-earlier.jar")));
        List<String> classes = new ArrayList<>(Files.readAllLines(inside.resolve(CLASSES)));
        classes.removeIf(line -> !line.startsWith("java/") && !line.startsWith("io/padlock/"));
        Files.write(inside.resolve(CLASSES), classes);
        Path made = work.resolve(file.getFileName().toString().replace(field("Version"), version));
        mustRun("dpkg-deb", "--build", "--root-owner-group", "-Znone", inside.toString(), made.toString());
        return new Deb(made);
    }

    private static Path theProgramIn(Path jars) throws Exception {
        try (var all = Files.newDirectoryStream(jars, "*iot-client*.jar")) {
            return all.iterator().next();
        }
    }

    private static void rewrite(Path file, String from, String to) throws Exception {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static String mustRun(String... words) throws Exception {
        Command command = Command.run(words);
        assertThat(command.status())
                .as(String.join(" ", words) + "\n" + command.output())
                .isZero();
        return command.output();
    }
}
