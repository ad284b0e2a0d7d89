package io.padlock.provisioning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The PostgreSQL of the server under test, stopped in the middle of what it does, as one whose disk or host hangs. */
public final class FrozenPostgres {

    private final List<Long> processes;

    private FrozenPostgres(List<Long> processes) {
        this.processes = processes;
    }

    public static <T> T during(Supplier<T> act) {
        FrozenPostgres frozen = freeze();
        try {
            return act.get();
        } finally {
            frozen.thaw();
        }
    }

    public static FrozenPostgres freeze() {
        Path folder = ConfigProvider.getConfig()
                .getValue("padlock.data", Path.class)
                .toAbsolutePath()
                .resolve("postgres");
        FrozenPostgres frozen = new FrozenPostgres(processesOn(folder));
        if (frozen.processes.isEmpty()) {
            throw new AssertionError("No PostgreSQL runs on " + folder + ".");
        }
        frozen.signal("STOP");
        return frozen;
    }

    public void thaw() {
        signal("CONT");
    }

    /** Without the shell that watches over it. */
    private static List<Long> processesOn(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> isOn(process, folder)
                            || commandLine(process).startsWith("postgres: ")
                                    && process.parent()
                                            .map(parent -> isOn(parent, folder))
                                            .orElse(false))
                    .map(ProcessHandle::pid)
                    .toList();
        }
    }

    private static boolean isOn(ProcessHandle process, Path folder) {
        return commandLine(process).startsWith(folder + "/");
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private void signal(String name) {
        try {
            for (Long pid : processes) {
                new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
