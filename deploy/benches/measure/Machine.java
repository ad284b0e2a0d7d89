package measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What has to be known beside the figures. */
public record Machine(int cores, long memory, String system, String java, String load) {

    public static Machine now() throws IOException {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(value("/proc/meminfo", "MemTotal:").replaceAll("\\D+", "")) / 1048576.0),
                value("/etc/os-release", "PRETTY_NAME=").replace("\"", ""),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String value(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    public String inWords() {
        return "%d cores, %d GiB, %s, Java: %s; load before: %s".formatted(cores, memory, system, java, load);
    }
}
