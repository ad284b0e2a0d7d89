package io.padlock.box;

import io.padlock.running.Await;
import io.padlock.running.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A shop's, whose DNS server is a dnsmasq; and behind it an unbound that publishes each box at this machine. */
final class Router implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final int port;
    private final int publisherPort = Ports.free();
    private final Process publisher;
    private Process dnsmasq;

    Router(Path somewhere, int port) throws Exception {
        this.folder = Files.createTempDirectory(somewhere, "router");
        this.port = port;
        Path conf = Files.writeString(folder.resolve("unbound.conf"), """
                server:
                  interface: 127.0.0.1@%d
                  do-daemonize: no
                  chroot: ""
                  username: ""
                  directory: "%s"
                  pidfile: ""
                  use-syslog: no
                  logfile: ""
                  module-config: "iterator"
                  local-zone: "odoo-iot.com." redirect
                  local-data: "odoo-iot.com. 60 IN A 127.0.0.1"
                remote-control:
                  control-enable: no
                """.formatted(publisherPort, folder));
        this.publisher = run("unbound", "start of service", List.of("-d", "-c", conf.toString()));
    }

    String publisher() {
        return "127.0.0.1:" + publisherPort;
    }

    /** Anew, with these lines in its configuration. */
    void start(String... lines) throws Exception {
        stop();
        List<String> all = new ArrayList<>(List.of(
                "port=" + port,
                "listen-address=127.0.0.1",
                "bind-interfaces",
                "no-resolv",
                "no-hosts",
                "pid-file=",
                "log-facility=-",
                "user=" + System.getProperty("user.name"),
                "server=127.0.0.1#" + publisherPort));
        all.addAll(List.of(lines));
        Path conf = Files.write(folder.resolve("dnsmasq.conf"), all);
        dnsmasq = run("dnsmasq", "started, version", List.of("-k", "--conf-file=" + conf));
    }

    /** A copy of it: AppArmor lets the one in its own place read its own folder only. */
    private Process run(String program, String ready, List<String> arguments) throws Exception {
        Path copy = folder.resolve(program);
        if (!Files.exists(copy)) {
            Files.copy(Path.of("/usr/sbin", program), copy);
            copy.toFile().setExecutable(true);
        }
        List<String> command = new ArrayList<>(List.of(copy.toString()));
        command.addAll(arguments);
        Path log = folder.resolve(program + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Await.until(program, PATIENCE, () -> Files.readString(log).contains(ready));
        return process;
    }

    private void stop() {
        if (dnsmasq != null) {
            dnsmasq.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        publisher.destroyForcibly().onExit().join();
    }
}
