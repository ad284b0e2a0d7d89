package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands on a Linux box with Odoo's software, as Odoo's public image makes it: users, files, a unit, ports. Odoo itself has a
 * stand-in, which answers.
 */
final class StockBox {

    static final String CONF = "/home/pi/odoo.conf";
    static final String CERTIFICATE = "/etc/ssl/certs/nginx-cert.crt";
    static final String KEY = "/etc/ssl/private/nginx-cert.key";
    static final Set<Integer> PORTS = Set.of(80, 443, 8069);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROGRAM = "/home/pi/odoo/odoo-bin";

    private static final String ODOO = """
            #!/usr/bin/perl
            use strict;
            use IO::Socket::INET;
            $SIG{PIPE} = 'IGNORE';
            my $door = IO::Socket::INET->new(LocalPort => 8069, Listen => 64, ReuseAddr => 1) or die "8069: $!";
            while (my $visitor = $door->accept) {
                while (defined(my $line = <$visitor>)) { last unless $line =~ /\\S/ }
                print $visitor "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nConnection: close\\r\\n\\r\\nOdoo\\n";
                close $visitor;
            }
            """;

    private static final String UNIT = """
            [Unit]
            Description=Odoo IoT Box
            After=network-online.target
            Wants=network-online.target

            [Service]
            User=odoo
            Group=odoo
            ExecStart=%s --config %s
            Restart=on-failure
            StandardOutput=null
            StandardError=append:/var/log/odoo/odoo-server.log

            [Install]
            WantedBy=multi-user.target
            """.formatted(PROGRAM, CONF);

    private static final String NGINX = """
            server {
                listen 80;
                listen 443 ssl;
                ssl_certificate %s;
                ssl_certificate_key %s;
                location / { proxy_pass http://127.0.0.1:8069; }
            }
            """.formatted(CERTIFICATE, KEY);

    private static final String CONNECTED = """
            [options]
            data_dir = /var/run/odoo
            server_wide_modules = iot_drivers,web

            [iot.box]
            remote_server = https://shop.example.com
            token = 1234567890
            db_uuid = %s
            enterprise_code = %s
            """;

    private static final String PREPARED = """
            set -e
            useradd --create-home --user-group pi
            useradd --create-home --user-group --groups pi --shell /usr/sbin/nologin odoo
            mkdir -p /home/pi/odoo /var/log/odoo
            for disk in "" /root_bypass_ramdisks; do mkdir -p $disk/etc/ssl/certs $disk/etc/ssl/private; done
            chown odoo:odoo /var/log/odoo
            chmod 755 /home/pi
            ln -s /etc/systemd/system/odoo.service /etc/systemd/system/multi-user.target.wants/odoo.service
            rm /etc/nginx/sites-enabled/default
            """;

    /** By everybody, as on that image: certificate, key and odoo.conf. */
    private static final String READABLE = """
            set -e
            chmod 644 %1$s %2$s %3$s
            chmod 755 %4$s
            chown -R odoo:odoo /home/pi/odoo %1$s
            for file in %2$s %3$s; do cp -p $file /root_bypass_ramdisks$file; done
            """.formatted(CONF, CERTIFICATE, KEY, PROGRAM);

    private static final String VISITS = """
            while :; do
                curl --silent --insecure --max-time 60 --write-out '%{http_code} ' -o /dev/null -o /dev/null -o /dev/null \\
                    http://127.0.0.1:8069/ http://127.0.0.1/ https://127.0.0.1/
                echo
                sleep 1
            done
            """;

    private StockBox() {}

    /** One that is connected to that customer's database. */
    static void on(CleanDebian debian, Customer customer) throws Exception {
        Files.createDirectories(debian.file("/etc/systemd/system/multi-user.target.wants"));
        debian.mustRun("sh", "-c", PREPARED);
        Files.writeString(debian.file(PROGRAM), ODOO);
        Files.writeString(debian.file(CONF), CONNECTED.formatted(customer.uuid(), customer.code()));
        Files.writeString(debian.file("/etc/systemd/system/odoo.service"), UNIT);
        Files.writeString(debian.file("/etc/nginx/conf.d/iot.conf"), NGINX);
        temporaryCertificate(debian.file(KEY), debian.file(CERTIFICATE));
        debian.mustRun("sh", "-c", READABLE);
    }

    /** The one in the image, by whose name Odoo's software knows that it has to ask for another. */
    static void temporaryCertificate(Path key, Path certificate) throws Exception {
        Command made = Command.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "9000",
                "-subj",
                "/CN=OdooTempIoTBoxCertificate",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        assertThat(made.status()).as(made.output()).isZero();
    }

    /** Its services without a systemd, and somebody who asks at each port all the time. */
    static final class Running implements AutoCloseable {

        private final Path answers;
        private final List<Process> processes;

        Running(CleanDebian debian, OwnNetwork network, Path folder) throws Exception {
            Path log = folder.resolve("stock.log");
            answers = folder.resolve("answers.log");
            Process odoo = debian.start(
                    Map.of(),
                    log,
                    List.of("setpriv", "--reuid=odoo", "--regid=odoo", "--init-groups", PROGRAM, "--config", CONF));
            Process nginx = debian.start(Map.of(), log, List.of("nginx", "-g", "daemon off;"));
            Await.until(
                    () -> "Odoo and its nginx\n" + Command.readIfThere(log),
                    PATIENCE,
                    () -> network.listening().containsAll(PORTS));
            Process visitor = Command.start(Map.of(), answers, network.words(List.of("sh", "-c", VISITS)));
            processes = List.of(visitor, nginx, odoo);
        }

        /** Whenever somebody asked: Odoo itself, and both of nginx's ports. */
        void answeredThroughout() throws IOException {
            String all = Files.readString(answers);
            assertThat(all.substring(0, all.lastIndexOf('\n') + 1).lines().toList())
                    .hasSizeGreaterThan(10)
                    .containsOnly("200 200 200 ");
        }

        @Override
        public void close() {
            processes.forEach(Command::stop);
        }
    }
}
