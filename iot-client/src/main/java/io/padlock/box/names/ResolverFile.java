package io.padlock.box.names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's own name servers, as resolv.conf(5) has them: three are asked, and more are left out. */
public final class ResolverFile {

    public static final Path OF_THIS_MACHINE = Path.of("/etc/resolv.conf");
    private static final int ASKED = 3;
    private static final String WORD = "nameserver";

    private ResolverFile() {}

    /** @return none where the file is not there; looked at each time, since a router may give others any day */
    public static List<NameServer> in(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> line.matches(WORD + "\\s+\\S+.*"))
                    .map(line -> line.substring(WORD.length()).strip().split("\\s+")[0])
                    .flatMap(server -> readable(server).stream())
                    .limit(ASKED)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** What is no address, the machine passes over too. */
    private static Optional<NameServer> readable(String server) {
        try {
            return Optional.of(NameServer.parse(server));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
