package io.padlock.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Running PostgreSQL's programs, which refuse to run as root. */
final class Commands {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Commands() {}

    /**
     * The words in front of a PostgreSQL program. Root steps into a user namespace in which it is nobody: the program
     * sees an unprivileged user, the files stay root's own, and no account has to be made on the machine.
     */
    static List<String> unprivileged(List<String> command) {
        if (!runningAsRoot()) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "--user", "--"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Asked once before the first PostgreSQL program, so that a machine without user namespaces gets a sentence. */
    static void checkThatRootCanStepDown() {
        if (!runningAsRoot()) {
            return;
        }
        try {
            mustSucceed(
                    new ProcessBuilder("unshare", "--user", "--", "true")
                            .redirectErrorStream(true)
                            .start(),
                    "unshare");
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL refuses to run as root, and this machine does not let root step into a user namespace ("
                            + e.getMessage() + "). Run Padlock as an ordinary user,"
                            + " or set quarkus.datasource.reactive.url to a PostgreSQL of your own.",
                    e);
        }
    }

    static void run(String name, List<String> command) throws IOException {
        mustSucceed(
                new ProcessBuilder(unprivileged(command))
                        .redirectErrorStream(true)
                        .start(),
                name);
    }

    static void mustSucceed(Process process, String name) throws IOException {
        String output = outputOf(process);
        int status = awaitExit(process);
        if (status != 0) {
            throw new IOException(name + " ended with status " + status + ": " + output);
        }
    }

    /** A start that was killed leaves behind what it had started, which goes on filling the folder. Ours is the folder's lock. */
    static void endWhatStillWorksOn(Path unfinished) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<ProcessHandle> left;
            try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
                left = all.filter(process -> worksOn(unfinished, process)).toList();
            }
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "process " + left.get(0).pid() + " of an earlier start still works on " + unfinished);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean worksOn(Path unfinished, ProcessHandle process) {
        return process.pid() != ProcessHandle.current().pid()
                && (read(process, "cmdline").contains(unfinished.toString())
                        // The programs that initdb starts, which end in their own time, are told where by PGDATA.
                        || read(process, "environ").contains("=" + unfinished + "\0"));
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    static String outputOf(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static int awaitExit(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean runningAsRoot() {
        try {
            // "Uid:	real	effective	saved	file system"
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .anyMatch(line -> line.split("\\s+")[2].equals("0"));
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
