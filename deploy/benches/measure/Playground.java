package measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that is started here and the folder that it writes to. All of it goes when this JVM does. */
public final class Playground {

    /** Nothing else of this shell's, such as JAVA_TOOL_OPTIONS or QUARKUS_..., may change what is measured. */
    private static final Set<String> KEPT_ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final Path home;
    private final List<Process> running = new ArrayList<>();
    private final List<AutoCloseable> held = new ArrayList<>();
    private int folders;
    private boolean closed;

    private Playground(Path home) {
        this.home = home;
    }

    public static Playground open() throws IOException {
        Playground playground = new Playground(Files.createTempDirectory("padlock-bench-"));
        // Run by the JVM at a normal end, after System.exit, and after Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(playground::close, "close"));
        return playground;
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /** A new one at each call. */
    public synchronized Path folder(String name) throws IOException {
        return Files.createDirectory(home.resolve(++folders + "-" + name));
    }

    public synchronized Running start(Launch launch) throws IOException {
        if (closed) {
            throw new EndedEarly("Stopped.");
        }
        // Quarkus reads settings from the folder that it is started in: an empty one has none.
        Path folder = folder("cwd");
        Path log = home.resolve(folders + ".log");
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(KEPT_ENVIRONMENT);
        builder.environment().putAll(launch.environment());
        long from = System.nanoTime();
        Process process = builder.start();
        running.add(process);
        return new Running(launch, process, from, log);
    }

    /** To be closed after all that was started has stopped. */
    public synchronized void hold(AutoCloseable closeable) throws Exception {
        if (closed) {
            closeable.close();
            throw new EndedEarly("Stopped.");
        }
        held.add(closeable);
    }

    public void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        synchronized (this) {
            running.remove(process);
        }
    }

    /** The last first: it may be using what was started before it. */
    private void close() {
        try {
            for (Process process : stillRunning()) {
                stop(process);
            }
            for (AutoCloseable closeable : held) {
                closeable.close();
            }
            delete(home);
        } catch (Exception e) {
            System.err.println("Not everything could be removed from " + home + ": " + e);
        }
    }

    private synchronized List<Process> stillRunning() {
        closed = true;
        return IntStream.rangeClosed(1, running.size())
                .mapToObj(i -> running.get(running.size() - i))
                .toList();
    }

    public static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
