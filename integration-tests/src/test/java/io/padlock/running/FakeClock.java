package io.padlock.running;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** The wall clock of one process, by Debian's faketime: it jumps whenever the test says so, and timers go on. */
public final class FakeClock {

    private final Path file;
    private final Path library;
    private volatile Duration ahead = Duration.ZERO;

    public FakeClock(Path folder) throws IOException {
        this.library = library();
        this.file = folder.resolve("clock");
        jumpTo(Duration.ZERO);
    }

    private static Path library() throws IOException {
        Path folders = Path.of("/usr/lib");
        var matcher = FileSystems.getDefault().getPathMatcher("glob:/usr/lib/*/faketime/libfaketimeMT.so.1");
        try (Stream<Path> all = Files.find(folders, 3, (file, attributes) -> matcher.matches(file))) {
            return all.findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "This test moves a server's clock by faketime. Install it: apt-get install faketime"));
        }
    }

    /** What a process is started with to live by this clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Else a JVM's timed waits end at once, and it does nothing but wait.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** @param newAhead of the true time; negative for behind it */
    public void jumpTo(Duration newAhead) throws IOException {
        ahead = newAhead;
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, (newAhead.isNegative() ? "" : "+") + newAhead.toSeconds() + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public Instant now() {
        return Instant.now().plus(ahead);
    }
}
