package io.padlock.names;

import io.padlock.running.Await;
import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shop's resolver, really running: Debian's unbound or dnsmasq, which asks the domain's own server for the boxes' names. */
final class Resolver implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final String address;
    private final int port;

    private Resolver(Process process, String address, int port) {
        this.process = process;
        this.address = address;
        this.port = port;
    }

    /** @param more lines of the section {@code server:} */
    static Resolver unbound(Path folder, String address, int port, int authority, String... more) throws Exception {
        Files.createDirectories(folder);
        String configuration = """
                server:
                    interface: %s
                    port: %d
                    do-daemonize: no
                    chroot: ""
                    username: ""
                    directory: "%s"
                    pidfile: "%s/pid"
                    use-syslog: no
                    module-config: "iterator"
                    do-not-query-localhost: no
                    access-control: 127.0.0.0/8 allow
                    %s
                stub-zone:
                    name: "odoo-iot.com"
                    stub-addr: 127.0.0.1@%d
                remote-control:
                    control-enable: no
                """.formatted(address, port, folder, folder, String.join("\n    ", more), authority);
        Path file = Files.writeString(folder.resolve("unbound.conf"), configuration);
        return started(folder, address, port, List.of("unbound", "-d", "-c", file.toString()));
    }

    static Resolver dnsmasq(Path folder, String address, int port, int authority, String... more) throws Exception {
        Files.createDirectories(folder);
        List<String> words = new ArrayList<>(List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--bind-interfaces",
                "--listen-address=" + address,
                "--port=" + port,
                "--pid-file=",
                "--user=root",
                "--server=/odoo-iot.com/127.0.0.1#" + authority));
        words.addAll(List.of(more));
        return started(folder, address, port, words);
    }

    private static Resolver started(Path folder, String address, int port, List<String> words) throws Exception {
        Path log = folder.resolve("log");
        List<String> ownWords = new ArrayList<>(words);
        ownWords.set(0, copyOf(words.get(0), folder).toString());
        Process process = Command.start(Map.of(), log, ownWords);
        Resolver resolver = new Resolver(process, address, port);
        Await.until(
                () -> "an answer of " + words.get(0) + "\n" + Command.readIfThere(log),
                START,
                () -> !resolver.find("odoo-iot.com").equals("timeout"));
        return resolver;
    }

    /** AppArmor lets the one in its own place read its own folders only. */
    private static Path copyOf(String program, Path folder) throws IOException {
        Path installed = Path.of("/usr/sbin", program);
        if (!Files.isExecutable(installed)) {
            throw new AssertionError(
                    "This test runs " + program + ". Install it: apt-get install unbound dnsmasq-base");
        }
        return Files.copy(installed, folder.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }

    String find(String name) throws Exception {
        return Dig.ask(address, port, name);
    }

    @Override
    public void close() throws IOException {
        Command.stop(process);
    }
}
