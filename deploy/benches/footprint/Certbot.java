package footprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's certbot, as its timer runs it twice a day: it starts, finds nothing due, and ends. What it does beyond that goes by
 * ACME, which our server does not speak.
 */
record Certbot(String megabytes, double seconds, double peak) {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static Certbot measured(int runs) throws Exception {
        List<Double> seconds = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        Path folder = Files.createTempDirectory("certbot");
        for (int run = 0; run <= runs; run++) {
            long from = System.nanoTime();
            Process process = new ProcessBuilder(
                            "certbot",
                            "renew",
                            "--config-dir",
                            folder.toString(),
                            "--work-dir",
                            folder.toString(),
                            "--logs-dir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            double peak = 0;
            while (process.isAlive()) {
                peak = Math.max(peak, peakOf(process));
                Thread.sleep(2);
            }
            if (run > 0) {
                seconds.add((System.nanoTime() - from) / 1e9);
                peaks.add(peak);
            }
        }
        Collections.sort(seconds);
        Collections.sort(peaks);
        return new Certbot(packages("certbot"), seconds.get(seconds.size() / 2), peaks.get(peaks.size() / 2));
    }

    private static double peakOf(Process process) {
        try {
            Matcher line = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return line.find() ? Long.parseLong(line.group(1)) / 1024.0 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What it and the packages of Python that it needs take once installed, by their own word. */
    static String packages(String name) throws IOException {
        Process sum = new ProcessBuilder(
                        "sh",
                        "-c",
                        "apt-cache depends --recurse --installed --no-recommends --no-suggests --no-conflicts --no-breaks"
                                + " --no-replaces --no-enhances " + name + " | grep -E '^(lib)?(python|certbot)' | sort -u"
                                + " | xargs dpkg-query -W -f '${Installed-Size}\\n' | awk '{ sum += $1 } END { printf \"%d\", sum / 1000 }'")
                .start();
        String megabytes = new String(sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return megabytes.isEmpty() ? "?" : megabytes;
    }
}
