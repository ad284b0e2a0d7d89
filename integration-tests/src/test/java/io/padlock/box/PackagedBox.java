package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** What surrounds an installed package: its settings, and an nginx that has a certificate of its own. */
final class PackagedBox {

    static final String CONF = "/etc/padlock-box/padlock-box.conf";
    static final String NGINX_CERTIFICATE = "/etc/ssl/certs/nginx-cert.crt";
    static final String NGINX_KEY = "/etc/ssl/private/nginx-cert.key";

    private PackagedBox() {}

    /** Lines of its file, as whoever installs it writes them; and nobody else's DNS. */
    static String settings(Server server, Customer customer, int port) throws Exception {
        return """
                PADLOCK_BOX_SERVER=%s
                PADLOCK_BOX_DATABASE_UUID=%s
                PADLOCK_BOX_ENTERPRISE_CODE=%s
                PADLOCK_BOX_ADDRESS=127.0.0.1
                PADLOCK_BOX_DNS_RESOLVERS=127.0.0.1:%d
                PADLOCK_BOX_DNS_OVER_HTTPS=
                QUARKUS_HTTP_HOST=127.0.0.1
                QUARKUS_HTTP_PORT=%d
                PADLOCK_BOX_HTTPS_PORT=%d
                """.formatted(server.url(), customer.uuid(), customer.code(), Ports.free(), port, Ports.free());
    }

    static void nginxWithACertificate(CleanDebian debian, int port) throws Exception {
        Files.createDirectories(debian.file("/etc/ssl/certs"));
        Path keys = debian.file("/etc/ssl/private");
        Files.createDirectories(keys);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
        Command made = Command.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "9",
                "-subj",
                "/CN=IoT",
                "-keyout",
                debian.file(NGINX_KEY).toString(),
                "-out",
                debian.file(NGINX_CERTIFICATE).toString());
        assertThat(made.status()).as(made.output()).isZero();
        Files.writeString(debian.file("/etc/nginx/nginx.conf"), """
                pid /run/nginx.pid;
                error_log /tmp/nginx.log;
                events { worker_connections 64; }
                http {
                  access_log off;
                  server {
                    listen 127.0.0.1:%d ssl;
                    ssl_certificate %s;
                    ssl_certificate_key %s;
                  }
                }
                """.formatted(port, NGINX_CERTIFICATE, NGINX_KEY));
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
