package io.padlock.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The running PostgreSQL, held by a pipe: a small shell script between us and it waits for the pipe's end, which the
 * kernel brings about when this JVM ends, even by {@code kill -9}, and then asks PostgreSQL to shut down.
 */
final class Postmaster {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(2);

    private final Binaries binaries;
    private final Cluster cluster;
    private final Path log;
    private final int port;
    private final Consumer<String> tell;
    private Process watchdog;
    private volatile boolean stopped;

    private Postmaster(Path folder, Binaries binaries, Cluster cluster, Consumer<String> tell) throws IOException {
        this.binaries = binaries;
        this.cluster = cluster;
        this.log = folder.resolve("postgresql.log");
        this.port = freePort();
        this.tell = tell;
    }

    static Postmaster start(Path folder, Binaries binaries, Cluster cluster, Consumer<String> tell) throws IOException {
        Postmaster postmaster = new Postmaster(folder, binaries, cluster, tell);
        try {
            postmaster.launch();
        } catch (IOException | RuntimeException e) {
            postmaster.stop();
            throw e;
        }
        Thread keeper = new Thread(postmaster::keepItRunning, "padlock-postgres");
        keeper.setDaemon(true);
        keeper.start();
        return postmaster;
    }

    int port() {
        return port;
    }

    private void launch() throws IOException {
        awaitTheEndOfAPreviousOne(cluster);
        synchronized (this) {
            if (stopped) {
                return;
            }
            watchdog = new ProcessBuilder(Commands.unprivileged(command(binaries, cluster, port)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        }
        awaitReady();
    }

    /**
     * PostgreSQL ends by itself when it can't go on, with a full disk for instance, and somebody else may kill it. Whoever
     * brought one sees to it that there is one again, on the same port: who uses it only has to connect.
     */
    private void keepItRunning() {
        try {
            while (true) {
                watchdog().waitFor();
                if (stopped) {
                    return;
                }
                tell.accept(
                        "PostgreSQL ended though nobody asked it to; why stands in " + log + ". It is started again.");
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAgain() throws InterruptedException {
        boolean told = false;
        while (!stopped) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_STARTS.toMillis());
            try {
                launch();
                tell.accept("PostgreSQL runs again.");
                return;
            } catch (IOException | RuntimeException e) {
                watchdog().destroy();
                watchdog().waitFor();
                if (!told && !stopped) {
                    tell.accept(
                            "PostgreSQL could not be started again, which is tried until it can: " + e.getMessage());
                    told = true;
                }
            }
        }
    }

    private synchronized Process watchdog() {
        return watchdog;
    }

    void stop() {
        Process last;
        synchronized (this) {
            stopped = true;
            last = watchdog;
        }
        if (last == null) {
            return;
        }
        try {
            last.getOutputStream().close();
            if (!last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                last.descendants().forEach(ProcessHandle::destroyForcibly);
                last.destroyForcibly();
            }
        } catch (IOException e) {
            last.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A session of its own (setsid): Ctrl-C in a terminal is for us, and PostgreSQL goes only after we have. */
    private static List<String> command(Binaries binaries, Cluster cluster, int port) throws IOException {
        List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", watchdogScript(), "padlock-postgres"));
        command.add(binaries.program("postgres").toString());
        command.addAll(List.of("-D", cluster.data().toString(), "-p", String.valueOf(port)));
        setting(command, "listen_addresses=127.0.0.1");
        setting(command, "unix_socket_directories=");
        return command;
    }

    private static void setting(List<String> command, String setting) {
        command.add("-c");
        command.add(setting);
    }

    private static String watchdogScript() throws IOException {
        try (var script = Postmaster.class.getResourceAsStream("watchdog.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * A server that was killed leaves its PostgreSQL shutting down for a moment. We hold the folder's lock, so nobody
     * else owns it: wait, and ask it again in case its watchdog was killed too.
     */
    private static void awaitTheEndOfAPreviousOne(Cluster cluster) throws IOException {
        Optional<ProcessHandle> previous = runningPostmaster(cluster);
        if (previous.isEmpty()) {
            return;
        }
        Commands.mustSucceed(
                new ProcessBuilder("sh", "-c", "kill -INT " + previous.get().pid() + " 2>/dev/null || true").start(),
                "kill");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (runningPostmaster(cluster).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException("A PostgreSQL from an earlier start (process "
                        + previous.get().pid() + ") still runs on " + cluster.data()
                        + " and does not stop. Look at it, and stop it by hand.");
            }
            pause();
        }
    }

    private static Optional<ProcessHandle> runningPostmaster(Cluster cluster) throws IOException {
        List<String> lines = pidFile(cluster);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).strip());
        // After a reboot the number may belong to somebody else: only a process started on this data counts.
        return ProcessHandle.of(pid)
                .filter(process -> commandLine(pid).contains(cluster.data().toString()));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    /** PostgreSQL writes and deletes this file beside us: it may be gone, or not complete yet. */
    private static List<String> pidFile(Cluster cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(cluster.data().resolve("postmaster.pid"));
            return lines.isEmpty() || !lines.get(0).strip().matches("[0-9]+") ? List.of() : lines;
        } catch (NoSuchFileException notRunning) {
            return List.of();
        }
    }

    /** Line 4 of postmaster.pid is the port, line 8 the state: PostgreSQL's src/include/utils/pidfile.h. */
    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> lines = pidFile(cluster);
            if (lines.size() >= 8
                    && lines.get(3).strip().equals(String.valueOf(port))
                    && lines.get(7).strip().equals("ready")
                    && runningPostmaster(cluster).isPresent()) {
                return;
            }
            if (!watchdog().isAlive()) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL did not start. It said: " + lastLine(log) + " (more in " + log + ")");
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException("PostgreSQL did not become ready within " + PATIENCE.toSeconds()
                        + " s. It said: " + lastLine(log) + " (more in " + log + ")");
            }
            pause();
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL", e);
        }
    }
}
