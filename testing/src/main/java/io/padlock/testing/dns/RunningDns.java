package io.padlock.testing.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A DNS server from Debian's packages, a process of its own at an address of this machine. It listens when this comes back. */
public final class RunningDns implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private static final String UNBOUND = """
            server:
              interface: %s@%d
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
    private final At at;

    private RunningDns(Process process, At at) {
        this.process = process;
        this.at = at;
    }

    /** Publishes a zone and nothing else: what is not among its records is NXDOMAIN. */
    public static RunningDns publisher(Path folder, String domain, String... records) throws IOException {
        return zone(folder, domain, "static", records);
    }

    /** Publishes one address for whatever is in a domain. */
    public static RunningDns publisherOfAll(Path folder, String domain, String address) throws IOException {
        return zone(folder, domain, "redirect", domain + ". 60 IN A " + address);
    }

    private static RunningDns zone(Path folder, String domain, String kind, String... records) throws IOException {
        String zone = "  local-zone: \"%s.\" %s\n  local-data: \"%1$s. 60 IN SOA ns.%1$s. root.%1$s. 1 60 60 60 60\"\n"
                .formatted(domain, kind);
        String data =
                Arrays.stream(records).map("  local-data: \"%s\"\n"::formatted).collect(Collectors.joining());
        return unbound(folder, At.free(), "allow", zone + data);
    }

    /** @param lines of its configuration's server section */
    public static RunningDns unbound(Path folder, int asks, String... lines) throws IOException {
        return unbound(folder, At.free(), asks, lines);
    }

    /** @param asks the port of the one on this machine that it hands each question on to */
    public static RunningDns unbound(Path folder, At at, int asks, String... lines) throws IOException {
        String forwarding = "\nforward-zone:\n  name: \".\"\n  forward-addr: 127.0.0.1@" + asks + "\n";
        return unbound(folder, at, "allow", String.join("\n", lines) + forwarding);
    }

    /** One that asks for a domain's names itself, as those do that know whom to ask. @param asks the domain's own server */
    public static RunningDns unboundThatResolves(Path folder, At at, String domain, int asks, String... lines)
            throws IOException {
        String stub = "\nstub-zone:\n  name: \"" + domain + "\"\n  stub-addr: 127.0.0.1@" + asks + "\n";
        return unbound(folder, at, "allow", String.join("\n", lines) + stub);
    }

    /** Tells nobody anything. */
    public static RunningDns refusing(Path folder) throws IOException {
        return unbound(folder, At.free(), "refuse", "");
    }

    private static RunningDns unbound(Path folder, At at, String access, String more) throws IOException {
        Path own = Files.createTempDirectory(Files.createDirectories(folder), "unbound");
        Path conf = Files.writeString(
                own.resolve("unbound.conf"), UNBOUND.formatted(at.address(), at.port(), access, own, more));
        return start(own, at, "start of service", "unbound", "-d", "-c", conf.toString());
    }

    /** @param lines of its configuration */
    public static RunningDns dnsmasq(Path folder, int asks, String... lines) throws IOException {
        return dnsmasq(folder, At.free(), asks, lines);
    }

    public static RunningDns dnsmasq(Path folder, At at, int asks, String... lines) throws IOException {
        Path own = Files.createTempDirectory(Files.createDirectories(folder), "dnsmasq");
        List<String> all = new ArrayList<>(List.of(
                "port=" + at.port(),
                "listen-address=" + at.address(),
                "bind-interfaces",
                "no-resolv",
                "no-hosts",
                "pid-file=",
                "log-facility=-",
                "user=" + System.getProperty("user.name"),
                "server=127.0.0.1#" + asks));
        all.addAll(List.of(lines));
        Path conf = Files.write(own.resolve("dnsmasq.conf"), all);
        return start(own, at, "started, version", "dnsmasq", "-k", "--conf-file=" + conf);
    }

    private static RunningDns start(Path own, At at, String ready, String program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(copyOf(program, own).toString()));
        command.addAll(List.of(arguments));
        Path log = own.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // A test run that is stopped in its middle leaves nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains(ready)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not listen: " + Files.readString(log));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return new RunningDns(process, at);
    }

    /** A program to run: AppArmor lets the one in its own place read its own folders only. */
    public static Path copyOf(String program, Path folder) throws IOException {
        Path installed = Path.of("/usr/sbin", program);
        if (!Files.isExecutable(installed)) {
            throw new AssertionError(
                    "This test runs " + program + ". Install it: apt-get install unbound dnsmasq-base");
        }
        return Files.copy(installed, folder.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }

    public String host() {
        return at.address();
    }

    public int port() {
        return at.port();
    }

    public String address() {
        return at.address() + ":" + at.port();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
