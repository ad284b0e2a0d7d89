package io.padlock.box.homepage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final long HALF_A_MEBIBYTE = 512 << 10;
    private static final String LINE = "2026-11-28 12:00:00,000 INFO  " + "x".repeat(450) + " ";

    @TempDir
    Path data;

    @Test
    void it_takes_half_a_mebibyte_of_the_disk_however_much_is_told_and_however_often_the_box_starts()
            throws IOException {
        int told = 0;
        for (int start = 0; start < 4; start++) {
            LogFile log = LogFile.in(data);
            for (int line = 0; line < 1_100; line++) {
                log.write(LINE + told++);
                // The last line of each file may go beyond.
                assertThat(size()).isLessThan(HALF_A_MEBIBYTE + 2 * 600);
            }
            log.close();
        }
        assertThat(told * LINE.length()).isGreaterThan((int) (3 * HALF_A_MEBIBYTE));

        LogFile log = LogFile.in(data);
        List<String> lines = log.lines();
        log.close();
        assertThat(lines).hasSizeGreaterThan(500).last().isEqualTo(LINE + (told - 1));
        int first = told - lines.size();
        assertThat(lines).first().isEqualTo(LINE + first);
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("log"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
