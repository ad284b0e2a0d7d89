package names;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's unbound, with a list of the names; it asks nobody. */
final class Unbound {

    private Unbound() {}

    static Path configure(Path folder, int port, List<String> names) throws IOException {
        StringBuilder text = new StringBuilder("""
                server:
                    interface: 127.0.0.1
                    port: %d
                    do-daemonize: no
                    chroot: ""
                    username: ""
                    directory: "%s"
                    pidfile: "%s/unbound.pid"
                    use-syslog: no
                    num-threads: %d
                    so-reuseport: yes
                    access-control: 127.0.0.0/8 allow
                    local-zone: "odoo-iot.com." static
                """.formatted(port, folder, folder, Runtime.getRuntime().availableProcessors()));
        names.forEach(name -> text.append("    local-data: \"%s. 3600 IN A %s\"%n".formatted(name, BoxNames.address(name))));
        text.append("remote-control:\n    control-enable: no\n");
        return Files.writeString(folder.resolve("unbound.conf"), text);
    }
}
