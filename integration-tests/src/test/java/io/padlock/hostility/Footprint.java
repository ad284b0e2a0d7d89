package io.padlock.hostility;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a server holds when it has nothing to do: after a full collection, once the connections of others are gone. */
record Footprint(long heapKiB, long directKiB, long threads, long files, long residentKiB) {

    static Footprint of(Server server) throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Await.until("A server that has closed what its callers left", Duration.ofMinutes(2), () -> openTo(server) == 0);
        for (int i = 0; i < 3; i++) {
            Command.run(jcmd, String.valueOf(server.pid()), "GC.run");
        }
        String metrics = given().get("http://127.0.0.1:" + server.managementPort() + "/q/metrics")
                .asString();
        return new Footprint(
                sum(metrics, "jvm_memory_used_bytes\\{area=\"heap\".*") / 1024,
                (sum(metrics, "jvm_buffer_memory_used_bytes.*")
                                + sum(metrics, "netty_allocator_memory_used\\{.*memory_type=\"direct\".*"))
                        / 1024,
                sum(metrics, "jvm_threads_live_threads.*"),
                files(server),
                resident(server));
    }

    /**
     * No more than noise. What leaks with each request leaks thousands of times between two of these: 2 KB of heap a request
     * would be seen in the least of runs, 15 bytes in one of a million.
     */
    void mustNotHaveGrownSince(Footprint before) {
        assertThat(heapKiB)
                .as("heap after a full collection")
                .isLessThan(before.heapKiB + before.heapKiB / 10 + 4 * 1024);
        assertThat(directKiB).as("direct memory").isLessThan(before.directKiB + 8 * 1024);
        assertThat(threads).as("threads").isLessThan(before.threads + 5);
        assertThat(files).as("open files").isLessThan(before.files + 10);
        assertThat(residentKiB).as("resident memory").isLessThan(before.residentKiB + 48 * 1024);
    }

    /** ESTABLISHED and CLOSE_WAIT, as the kernel writes them. */
    private static final Set<String> OPEN = Set.of("01", "08");

    private static long sum(String metrics, String name) {
        Matcher line = Pattern.compile("^" + name + " (?<value>[0-9.E+-]+)$", Pattern.MULTILINE)
                .matcher(metrics);
        return (long) line.results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static long files(Server server) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return files.count();
        }
    }

    private static long resident(Server server) throws Exception {
        Matcher line = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                .matcher(Files.readString(Path.of("/proc/" + server.pid() + "/status")));
        line.find();
        return Long.parseLong(line.group(1));
    }

    /** Connections to its port that stand, and those that the other side has closed and the server has not. */
    static long openTo(Server server) throws Exception {
        String here = ":%04X".formatted(server.port());
        return Stream.concat(
                        // A listener on an IPv4 address may stand among those of IPv6: the JVM's does.
                        Files.readAllLines(Path.of("/proc/net/tcp")).stream(),
                        Files.readAllLines(Path.of("/proc/net/tcp6")).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words[1].endsWith(here) && OPEN.contains(words[3]))
                .count();
    }
}
