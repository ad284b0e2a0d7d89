package io.padlock.box;

import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.util.Locale;

/** What an installed package is told, and what others see of it. */
final class PackagedBox {

    static final String CONF = "/etc/padlock-box/padlock-box.conf";
    static final int HTTP = 8081;
    static final int HTTPS = 8443;

    private PackagedBox() {}

    /** Lines of its file, as whoever installs it beside Odoo's software writes them; and nobody else's DNS. */
    static String settings(Server server) {
        return """
                PADLOCK_BOX_SERVER=%s
                PADLOCK_BOX_ODOO_FILES=/home/pi
                PADLOCK_BOX_ADDRESS=127.0.0.1
                PADLOCK_BOX_DNS_RESOLVERS=127.0.0.1:%d
                PADLOCK_BOX_DNS_OVER_HTTPS=
                """.formatted(server.url(), Ports.free());
    }

    /** The serial number of what is shown there, as openssl sees it. */
    static String servedAt(int port) throws Exception {
        return Command.run(
                        "sh",
                        "-c",
                        "openssl s_client -connect 127.0.0.1:" + port
                                + " </dev/null 2>/dev/null | openssl x509 -noout -serial")
                .output()
                .strip()
                .replace("serial=", "")
                .toLowerCase(Locale.ROOT);
    }
}
