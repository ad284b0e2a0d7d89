package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As on a stock box: a real nginx serves the certificate, and the box changes its two files and has it read them again. */
class NginxIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final int port = Ports.free();
    private Server server;
    private Customer customer;
    private Path certificate;
    private Path key;
    private Path configuration;

    @BeforeEach
    void an_nginx_with_a_certificate_of_its_own() throws Exception {
        server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
        customer = Customer.knownTo(server);
        certificate = folder.resolve("nginx-cert.crt");
        key = folder.resolve("nginx-cert.key");
        StockBox.temporaryCertificate(key, certificate);
        configuration = Files.writeString(folder.resolve("nginx.conf"), """
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %3$s;
                    ssl_certificate_key %4$s;
                    location / { return 200 "by nginx\\n"; }
                  }
                }
                """.formatted(folder, port, certificate, key));
        nginx();
    }

    @AfterEach
    void stop() throws Exception {
        Command.run("nginx", "-c", configuration.toString(), "-s", "stop");
        server.close();
    }

    @Test
    void nginx_serves_what_the_box_got_and_what_was_there_before_is_kept() throws Exception {
        String own = Files.readString(certificate);
        try (Box box = box()) {
            box.awaitCode("OK");
            assertThat(byCurl(box)).isEqualTo("by nginx\n");
            assertThat(Files.isSymbolicLink(certificate)).isTrue();
            assertThat(folder.resolve("nginx-cert.crt.before-padlock")).hasContent(own);

            String before = served();
            assertThat(Box.command(folder.resolve("box"), "renew").status()).isZero();
            assertThat(served()).isNotEqualTo(before).isEqualTo(box.status("certificate.serial"));
            assertThat(byCurl(box)).isEqualTo("by nginx\n");
        }
    }

    @Test
    void an_nginx_that_is_not_there_costs_no_certificate_and_is_what_the_box_says() throws Exception {
        try (Box box = box()) {
            box.awaitCode("OK");
            String before = box.status("certificate.serial");
            mustSucceed("nginx", "-c", configuration.toString(), "-s", "stop");
            Await.until("nginx to be gone", PATIENCE, () -> !Ports.isOpen(port));

            Command renewed = Box.command(folder.resolve("box"), "renew");

            assertThat(renewed.status()).as(renewed.output()).isEqualTo(3);
            assertThat(renewed.output()).contains("The last attempt failed: ");
            assertThat(box.status("lastAttempt")).isEqualTo("ERR_IOT_HTTPS_CERT_NOT_SERVED");
            assertThat(onTheDisk()).isEqualTo(before);
            Command told = Box.command(folder.resolve("box"), "diagnose");
            assertThat(told.output()).contains("✗ Serving the certificate");

            nginx();
            assertThat(served()).isEqualTo(before);
            assertThat(Box.command(folder.resolve("box"), "renew").status()).isZero();
            assertThat(served()).isNotEqualTo(before);
        }
    }

    private Box box() throws Exception {
        Map<String, String> given = new HashMap<>();
        given.put("PADLOCK_BOX_SERVER", server.url());
        given.put("PADLOCK_BOX_DATABASE_UUID", customer.uuid());
        given.put("PADLOCK_BOX_ENTERPRISE_CODE", customer.code());
        given.put("PADLOCK_BOX_HTTPS_BY", "NGINX");
        given.put("PADLOCK_BOX_NGINX_CERTIFICATE", certificate.toString());
        given.put("PADLOCK_BOX_NGINX_KEY", key.toString());
        given.put("PADLOCK_BOX_NGINX_PORT", String.valueOf(port));
        given.put("PADLOCK_BOX_NGINX_RELOAD", "nginx,-c," + configuration + ",-s,reload");
        return Box.start(folder.resolve("box"), given);
    }

    private void nginx() throws Exception {
        mustSucceed("nginx", "-c", configuration.toString());
        Await.until("nginx", PATIENCE, () -> Ports.isOpen(port));
    }

    private String byCurl(Box box) throws Exception {
        return Command.run(
                        "curl",
                        "-fsS",
                        "--cacert",
                        server.root().toString(),
                        "--resolve",
                        box.name() + ":" + port + ":127.0.0.1",
                        "https://" + box.name() + ":" + port + "/")
                .output();
    }

    /** The serial number of what nginx shows, as openssl sees it. */
    private String served() throws Exception {
        return serial("openssl s_client -connect 127.0.0.1:" + port + " </dev/null 2>/dev/null");
    }

    private String onTheDisk() throws Exception {
        return serial("cat " + certificate);
    }

    private static String serial(String source) throws Exception {
        return Command.run("sh", "-c", source + " | openssl x509 -noout -serial")
                .output()
                .strip()
                .replace("serial=", "")
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static void mustSucceed(String... words) throws Exception {
        Command command = Command.run(words);
        assertThat(command.status()).as(command.output()).isZero();
    }
}
