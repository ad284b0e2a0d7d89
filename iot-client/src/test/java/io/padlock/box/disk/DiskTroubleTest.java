package io.padlock.box.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTroubleTest {

    @TempDir
    Path folder;

    @Test
    void a_full_disk_is_one() {
        assertThat(said(() -> Files.writeString(Path.of("/dev/full"), "a"))).isEqualTo("Its disk is full.");
    }

    @Test
    void a_disk_that_takes_nothing_is_one() {
        assertThat(said(() -> Files.createFile(Path.of("/proc/sys/kernel/padlock"))))
                .isNotEmpty()
                .doesNotContain("Exception:");
        assertThat(DiskTrouble.inWords(new IOException("Read-only file system")).toString())
                .isEqualTo("Its disk can only be read, as one that is about to fail.");
    }

    @Test
    void what_stands_in_the_way_is_named_without_a_word_of_java() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(said(() -> Files.createFile(file.resolve("below")))).isEqualTo(file + "/below: Not a directory.");
        assertThat(DiskTrouble.inWords(new NoSuchFileException(file.toString())).toString())
                .isEqualTo(file + ": NoSuchFileException.");
    }

    private interface Writing {
        void go() throws IOException;
    }

    private static String said(Writing writing) {
        return DiskTrouble.inWords(catchThrowableOfType(IOException.class, writing::go))
                .toString();
    }
}
