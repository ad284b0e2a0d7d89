package io.padlock.running;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that was run to its end: its status, and what it printed on both its outputs. */
public record Command(int status, String output) {

    private static final int PATIENCE_MINUTES = 5;

    public static Command run(String... words) throws Exception {
        return run(Map.of(), words);
    }

    public static Command run(Map<String, String> environment, String... words) throws Exception {
        Path output = Files.createTempFile("command", ".log");
        try {
            Process process = start(environment, output, List.of(words));
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", words) + " did not end. It said: " + Files.readString(output));
            }
            return new Command(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Standard input is empty, as it is for a service and in continuous integration. */
    public static Process start(Map<String, String> environment, Path output, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(Checkout.ROOT.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // What the build was given for itself is not for the programs under test.
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("PADLOCK_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A test run that is stopped in its middle leaves nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** As a person stops it; by force when it does not go. */
    public static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Process " + process.pid() + " did not stop when it was asked to.");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static String readIfThere(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }
}
