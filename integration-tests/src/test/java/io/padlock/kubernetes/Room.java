package io.padlock.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where podman runs pods: {@code deploy/kube room}. All that runs in it ends with it. */
final class Room implements AutoCloseable {

    private static final String KUBE = Checkout.file("deploy/kube").toString();

    private final Process process;
    private final String firstProcess;
    private final String network;

    private Room(Process process, String firstProcess, String network) {
        this.process = process;
        this.firstProcess = firstProcess;
        this.network = network;
    }

    static Room open(Path folder) throws Exception {
        Command.run(KUBE, "tools");
        Process process = new ProcessBuilder(KUBE, "room", folder.toString())
                .redirectError(folder.resolve("room.log").toFile())
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        assertThat(line)
                .as(() -> "a room for pods: " + Command.readIfThere(folder.resolve("room.log")))
                .isNotNull();
        String[] words = line.split(" ");
        Room room = new Room(process, words[0], words[2]);
        room.network("padlock", "0");
        return room;
    }

    /** @param first address of its half of what the room may have: 0 or 128 */
    void network(String name, String first) throws Exception {
        podman("network", "create", "--subnet", network.replace(".0/24", "." + first + "/25"), name);
    }

    String podman(String... words) throws Exception {
        Command command = tryPodman(words);
        assertThat(command.status())
                .as("podman " + String.join(" ", words) + "\n" + command.output())
                .isZero();
        return command.output().strip();
    }

    Command tryPodman(String... words) throws Exception {
        return run("podman", words);
    }

    /** A file of a process in the room, as the process sees it. */
    String read(String file) throws Exception {
        return run("busybox", "cat", file).output();
    }

    Command run(String program, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(KUBE, "in", firstProcess, program));
        words.addAll(List.of(arguments));
        return Command.run(Map.of(), words.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("The room did not close.", e);
        }
    }
}
