package io.padlock.box.report;

import io.padlock.box.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the database was told last, on the disk: a restart is no news. */
final class Told {

    private final Path file;

    Told(Path data) {
        this.file = data.resolve("told");
    }

    boolean is(List<String> news) {
        try {
            return Files.readAllLines(file).equals(news);
        } catch (IOException notYet) {
            return false;
        }
    }

    void remember(List<String> news) throws IOException {
        Disk.createFolder(file.toAbsolutePath().getParent());
        Disk.replace(file, String.join("\n", news) + "\n");
    }
}
