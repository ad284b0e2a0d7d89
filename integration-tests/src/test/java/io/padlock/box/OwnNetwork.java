package io.padlock.box;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A network of a machine's own, in which no port is taken: what runs there has the ports that it has in the field, whoever has them
 * here. It ends with its only process. It takes root.
 */
final class OwnNetwork implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** systemd has what listens, and what passes on: that one would end with the first visitor who goes before he has his answer. */
    private static final List<String> PASSING_ON =
            List.of("sh", "-c", "trap '' PIPE; exec systemd-socket-activate --listen \"$0\" \"$@\"");

    private static final String PROXY = "/lib/systemd/systemd-socket-proxyd";

    private static final String LISTENS = "0A";

    private final Path folder;
    private final Process holder;
    private final List<Process> ways = new ArrayList<>();

    private OwnNetwork(Path folder, Process holder) {
        this.folder = folder;
        this.holder = holder;
    }

    static OwnNetwork in(Path folder) throws Exception {
        Files.createDirectories(folder);
        Path log = folder.resolve("log");
        Process holder = Command.start(
                Map.of(),
                log,
                List.of("unshare", "--net", "sh", "-c", "ip link set lo up && echo made && exec sleep infinity"));
        Await.until(
                () -> "a network for this test: it takes root, and `apt-get install iproute2`. "
                        + Command.readIfThere(log),
                PATIENCE,
                () -> Command.readIfThere(log).contains("made"));
        return new OwnNetwork(folder, holder);
    }

    /** What runs a program in it. */
    List<String> words(List<String> words) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target=" + holder.pid(), "--net"));
        all.addAll(words);
        return all;
    }

    /** For who has to be started in it by other means than {@link #words}. */
    String name() {
        return "/proc/" + holder.pid() + "/ns/net";
    }

    /** @return a port of this machine's that leads to that one in there */
    int leadingTo(int port) throws Exception {
        int outside = Ports.free();
        String between = folder.resolve("in-" + port).toString();
        way(words(passingOn(between, "127.0.0.1:" + port)));
        way(passingOn("127.0.0.1:" + outside, between));
        Await.until("a way into the network", PATIENCE, () -> Files.exists(Path.of(between)));
        return outside;
    }

    /** What listens at that port here is found at the same one in there. */
    void letOut(int port) throws Exception {
        String between = folder.resolve("out-" + port).toString();
        way(passingOn(between, "127.0.0.1:" + port));
        way(words(passingOn("127.0.0.1:" + port, between)));
        Await.until("a way out of the network", PATIENCE, () -> listening().contains(port));
    }

    /** A socket with a name is seen from every network. */
    private static List<String> passingOn(String from, String to) {
        List<String> all = new ArrayList<>(PASSING_ON);
        all.addAll(List.of(from, PROXY, to));
        return all;
    }

    private void way(List<String> words) throws IOException {
        ways.add(Command.start(Map.of(), folder.resolve("log"), words));
    }

    /** The TCP ports at which somebody listens, as the kernel tells them. */
    SortedSet<Integer> listening() throws IOException {
        SortedSet<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc/" + holder.pid() + "/net", table);
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] column = line.strip().split("\\s+");
                    if (column[3].equals(LISTENS)) {
                        ports.add(Integer.parseInt(column[1].substring(column[1].indexOf(':') + 1), 16));
                    }
                }
            }
        }
        return ports;
    }

    @Override
    public void close() {
        ways.forEach(Command::stop);
        Command.stop(holder);
    }
}
