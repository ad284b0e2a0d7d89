package measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the kernel has counted, read from /proc. */
public final class Usage {

    /** Linux tells its programs times in hundredths of a second, whatever it counts in itself. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Pattern ADDRESSES = Pattern.compile("[0-9a-f]+-[0-9a-f]+ ");
    private static final String JDK = " " + realPath(System.getProperty("java.home")) + "/";

    private Usage() {}

    /** Of the process, of its children and of those that are gone already, such as PostgreSQL's initdb. */
    public static double cpuSeconds(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToDouble(Usage::ownCpuSeconds)
                .sum();
    }

    /** Of the process and of its children that are gone, without those that live. */
    public static double ownCpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        // The name, in parentheses, may contain anything; utime, stime, cutime, cstime are fields 14 to 17 (proc(5)).
        String[] fieldsFromTheThird =
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return Stream.of(fieldsFromTheThird)
                        .skip(11)
                        .limit(4)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }

    public static Memory memory(Stream<ProcessHandle> processes) {
        return processes.map(process -> memory(read(process, "smaps"))).reduce(new Memory(0, 0, 0), Memory::plus);
    }

    /** Mappings: a line with addresses and, for a file, its path, then lines such as "Pss:   12 kB" (proc(5)). */
    private static Memory memory(String mappings) {
        Memory sum = new Memory(0, 0, 0);
        boolean ofTheJdk = false;
        double rss = 0;
        for (String line : mappings.split("\n")) {
            if (ADDRESSES.matcher(line).lookingAt()) {
                ofTheJdk = line.contains(JDK);
            } else if (line.startsWith("Rss:")) {
                rss = mebibytes(line);
            } else if (line.startsWith("Pss:")) {
                double pss = mebibytes(line);
                sum = sum.plus(new Memory(ofTheJdk ? rss : pss, pss, rss));
            }
        }
        return sum;
    }

    private static double mebibytes(String line) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
    }

    private static Path realPath(String path) {
        try {
            return Path.of(path).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the process is gone. */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
