package issuance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import measure.EndedEarly;
import measure.Playground;

/** async-profiler, by CPU time: it sees native code, the collector and the compiler too, and needs no privileges. */
final class Profiler {

    private final Path jar;
    private final long process;
    private final Path file;

    Profiler(Path jar, long process, Playground playground) throws IOException {
        this.jar = jar;
        this.process = process;
        this.file = playground.folder("profile").resolve("stacks");
    }

    void start() throws Exception {
        run("start", "-e", "ctimer", "-i", "1ms", "-t", "-o", "collapsed", "-f", file.toString());
    }

    /** Stacks from the thread's name to the innermost frame, and how often each was seen. */
    List<String> stop() throws Exception {
        run("stop", "-o", "collapsed", "-t", "-f", file.toString());
        List<String> stacks = Files.readAllLines(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return stacks;
    }

    private void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", jar.toString(), "profiler"));
        command.addAll(List.of(arguments));
        command.add(String.valueOf(process));
        Process profiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(profiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (profiler.waitFor() != 0) {
            throw new EndedEarly("The profiler did not work: " + said);
        }
    }
}
