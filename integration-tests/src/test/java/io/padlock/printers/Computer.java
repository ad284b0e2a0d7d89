package io.padlock.printers;

import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody's Debian: the programs of this machine, with a home, an {@code /etc} and a {@code /usr/local/share} of its own, so that
 * commands do there in full what they do on computers in shops, and nothing on this one. It takes root.
 */
final class Computer implements AutoCloseable {

    private static final String OWN = "mount --bind \"$0/etc\" /etc && mount --bind \"$0/share\" /usr/local/share"
            + " && cd \"$0/home\" && exec \"$@\"";

    private final Path folder;

    private Computer(Path folder) {
        this.folder = folder;
    }

    static Computer in(Path folder) throws Exception {
        Files.createDirectories(folder.resolve("home"));
        Files.createDirectories(folder.resolve("share/ca-certificates"));
        Command copied = Command.run("cp", "-a", "/etc", folder.resolve("etc").toString());
        if (copied.status() != 0) {
            throw new AssertionError("/etc could not be copied: " + copied.output());
        }
        // Whoever runs tests is root already, and a bare machine has no sudo.
        Path sudo = Files.createDirectories(folder.resolve("bin")).resolve("sudo");
        Files.writeString(sudo, "#!/bin/sh\nexec \"$@\"\n");
        if (!sudo.toFile().setExecutable(true)) {
            throw new IOException(sudo + " can't be made executable.");
        }
        return new Computer(folder);
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Types it into a terminal, as it stands. */
    Command types(String lines) throws Exception {
        Path script = Files.createTempFile(folder, "typed", ".sh");
        Files.writeString(script, lines + "\n");
        return run("sh", "-e", script.toString());
    }

    Command run(String... words) throws Exception {
        return Command.run(environment(), inside(words).toArray(String[]::new));
    }

    Process start(Path output, String... words) throws Exception {
        return Command.start(environment(), output, inside(words));
    }

    private Map<String, String> environment() {
        return Map.of("HOME", home().toString(), "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    }

    private List<String> inside(String... words) {
        List<String> all = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", OWN, folder.toString()));
        all.addAll(List.of(words));
        return all;
    }

    /** Its links lead to this machine: they are removed, and not followed. */
    @Override
    public void close() throws IOException {
        Path log = Files.createTempFile("rm", ".log");
        Command.start(Map.of(), log, List.of("rm", "-rf", folder.toString()))
                .onExit()
                .join();
        Files.delete(log);
    }
}
