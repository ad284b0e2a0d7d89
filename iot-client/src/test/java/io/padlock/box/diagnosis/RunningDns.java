package io.padlock.box.diagnosis;

import io.padlock.box.Deadline;
import io.padlock.box.FakeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** DNS servers as shops have them, from Debian's packages, each a process of its own on a port of this machine. */
final class RunningDns implements AutoCloseable {

    private static final String UNBOUND = """
            server:
              interface: 127.0.0.1@%d
              access-control: 127.0.0.0/8 %s
              do-daemonize: no
              chroot: ""
              username: ""
              directory: "%s"
              pidfile: ""
              use-syslog: no
              logfile: ""
              module-config: "iterator"
              do-not-query-localhost: no
            %s
            remote-control:
              control-enable: no
            """;

    private final Process process;
    private final int port;

    private RunningDns(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Publishes a zone and nothing else: what is not among its records is NXDOMAIN. */
    static RunningDns publisher(Path folder, String domain, String... records) throws IOException {
        String zone =
                "  local-zone: \"%s.\" static\n  local-data: \"%1$s. 60 IN SOA ns.%1$s. root.%1$s. 1 60 60 60 60\"\n"
                        .formatted(domain);
        String data =
                Arrays.stream(records).map("  local-data: \"%s\"\n"::formatted).collect(Collectors.joining());
        return unbound(folder, "allow", zone + data);
    }

    /** @param lines of its configuration's server section */
    static RunningDns unbound(Path folder, int asks, String... lines) throws IOException {
        return unbound(folder, "allow", String.join("\n", lines) + forwarding(asks));
    }

    /** Tells nobody anything. */
    static RunningDns refusing(Path folder) throws IOException {
        return unbound(folder, "refuse", "");
    }

    private static String forwarding(int asks) {
        return "\nforward-zone:\n  name: \".\"\n  forward-addr: 127.0.0.1@" + asks + "\n";
    }

    private static RunningDns unbound(Path folder, String access, String more) throws IOException {
        int port = FakeServer.aFreePort();
        Path own = Files.createTempDirectory(folder, "unbound");
        Path conf = Files.writeString(own.resolve("unbound.conf"), UNBOUND.formatted(port, access, own, more));
        // A copy: AppArmor lets the one in its own place read nothing but /etc/unbound.
        Path program = Files.copy(Path.of("/usr/sbin/unbound"), own.resolve("unbound"));
        program.toFile().setExecutable(true);
        return start(own, port, "start of service", program.toString(), "-d", "-c", conf.toString());
    }

    /** @param lines of its configuration */
    static RunningDns dnsmasq(Path folder, int asks, String... lines) throws IOException {
        int port = FakeServer.aFreePort();
        Path own = Files.createTempDirectory(folder, "dnsmasq");
        List<String> all = new ArrayList<>(List.of(
                "port=" + port,
                "listen-address=127.0.0.1",
                "bind-interfaces",
                "no-resolv",
                "no-hosts",
                "pid-file=",
                "log-facility=-",
                "user=" + System.getProperty("user.name"),
                "server=127.0.0.1#" + asks));
        all.addAll(List.of(lines));
        Path conf = Files.write(own.resolve("dnsmasq.conf"), all);
        Path program = Files.copy(Path.of("/usr/sbin/dnsmasq"), own.resolve("dnsmasq"));
        program.toFile().setExecutable(true);
        return start(own, port, "started, version", program.toString(), "-k", "--conf-file=" + conf);
    }

    private static RunningDns start(Path own, int port, String ready, String... command) throws IOException {
        Path log = own.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Deadline.until(String.join(" ", command), () -> said(log).contains(ready) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException(String.join(" ", command) + " ended: " + said(log));
        }
        return new RunningDns(process, port);
    }

    private static String said(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
