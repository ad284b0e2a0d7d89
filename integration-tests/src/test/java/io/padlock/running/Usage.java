package io.padlock.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a process has used of this machine since its start, as Linux counts it (proc(5)).
 *
 * @param peakMib the most memory that it held at once
 */
public record Usage(double processorSeconds, long peakMib) {

    private static final double TICKS_A_SECOND = 100;

    public static Usage of(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        // The name, in brackets, may hold blanks; behind it the 12th and 13th are user and system time.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long kib = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
        return new Usage((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND, kib / 1024);
    }

    public String since(Usage before) {
        return String.format(
                Locale.ROOT,
                "%.1f s of processor time, %d MiB at most",
                processorSeconds - before.processorSeconds,
                peakMib);
    }
}
