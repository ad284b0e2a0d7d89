package io.padlock.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs on this machine. */
public final class Processes {

    private Processes() {}

    /** Every process whose command line or environment names the folder: servers, boxes, PostgreSQL, its watchdog. */
    public static List<String> on(Path folder) {
        long self = ProcessHandle.current().pid();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.pid() != self)
                    .filter(process -> read(process, "cmdline").contains(folder.toString())
                            || read(process, "environ").contains(folder.toString()))
                    .map(process ->
                            process.pid() + " " + read(process, "cmdline").replace('\0', ' '))
                    .toList();
        }
    }

    /** The processes of the PostgreSQL that a server on the folder brought. */
    public static List<Long> postgresOn(Path folder) {
        return postgresIn(folder.resolve("postgres"));
    }

    /** The processes of the PostgreSQL that is kept in the folder, without the shell that watches over it. */
    public static List<Long> postgresIn(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> read(process, "cmdline").startsWith(folder + "/")
                            || read(process, "cmdline").startsWith("postgres: ") && isChildOfOneOn(process, folder))
                    .map(ProcessHandle::pid)
                    .toList();
        }
    }

    private static boolean isChildOfOneOn(ProcessHandle process, Path folder) {
        return process.parent()
                .map(parent -> read(parent, "cmdline").startsWith(folder + "/"))
                .orElse(false);
    }

    public static void signal(String signal, List<Long> processes) throws Exception {
        for (Long pid : processes) {
            Command.run("sh", "-c", "kill -" + signal + " " + pid);
        }
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
