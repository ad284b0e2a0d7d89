package io.padlock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.testing.tls.TestRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's nginx, as {@code deploy/machine/nginx.conf} has it, before a server that counts as {@code server.env} says. */
class ProxyIT {

    private static final String NAME = "padlock.example.com";
    private static final int BURST = 3;
    /** This machine's addresses, of which the first alone is exempt: nginx itself asks from it. */
    private static final String EXEMPT = "127.0.0.1";

    @TempDir
    private static Path folder;

    private static final int HTTP = Ports.free();
    private static final int HTTPS = Ports.free();
    private static Server server;
    private static Path configuration;
    private static TestRoot root;

    @BeforeAll
    static void one_machine_with_its_proxy() throws Exception {
        server = Server.start(
                folder.resolve("server"),
                "-Dpadlock.budget.address.proxies=" + setting("PADLOCK_BUDGET_ADDRESS_PROXIES"),
                "-Dpadlock.budget.address.exempt=" + EXEMPT,
                "-Dpadlock.budget.address.burst=" + BURST,
                "-Dpadlock.budget.address.per-hour=1");
        root = new TestRoot(folder.resolve("tls"));
        Path certificate = root.vouchFor(NAME);
        String site = Files.readString(Checkout.file("deploy/machine/nginx.conf"))
                .replace("listen 80;", "listen 127.0.0.1:" + HTTP + ";")
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + HTTPS + " ssl;")
                .replace("127.0.0.1:8080", "127.0.0.1:" + server.port())
                .replaceAll("ssl_certificate /.*;", "ssl_certificate " + certificate + ";")
                .replaceAll(
                        "ssl_certificate_key /.*;", "ssl_certificate_key " + folder.resolve("tls/server.key") + ";");
        configuration = Files.writeString(folder.resolve("nginx.conf"), """
                user root;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.log;
                events { worker_connections 64; }
                http {
                access_log off;
                client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                %2$s
                }
                """.formatted(folder, site));
        Command started = Command.run("nginx", "-c", configuration.toString());
        assertThat(started.status()).as(started.output()).isZero();
        Await.until("nginx", Duration.ofSeconds(20), () -> Ports.isOpen(HTTPS));
    }

    @AfterAll
    static void stop() throws Exception {
        Command.run("nginx", "-c", configuration.toString(), "-s", "stop");
        server.close();
    }

    @Test
    void each_sender_has_one_budget_whatever_it_says_of_itself() throws Exception {
        for (int i = 0; i < BURST; i++) {
            assertThat(asking("127.0.0.2", "127.0.0.1")).isEqualTo("400");
        }

        assertThat(asking("127.0.0.2", "127.0.0.1"))
                .as("exempt by its own word")
                .isEqualTo("429");
        assertThat(asking("127.0.0.2", "203.0.113." + BURST))
                .as("another by its own word")
                .isEqualTo("429");
        assertThat(asking("127.0.0.3", "127.0.0.2")).as("another one").isEqualTo("400");
    }

    @Test
    void revocation_lists_come_without_tls_and_all_else_is_sent_to_https() throws Exception {
        String here = "http://" + NAME + ":" + HTTP;

        Await.until(
                "a revocation list",
                Duration.ofSeconds(30),
                () -> curl(here + "/v1/authority/issuing.crl").output().equals("200 "));
        assertThat(curl(here + "/v1/operator/databases?limit=1").output())
                .isEqualTo("301 https://" + NAME + "/v1/operator/databases?limit=1");
    }

    @Test
    void an_import_of_several_megabytes_comes_through() throws Exception {
        Path file = Files.writeString(
                folder.resolve("databases.csv"),
                IntStream.range(0, 30_000)
                        .mapToObj(i ->
                                new UUID(8, i) + ",M" + (20_000_000_000_000L + i) + ",PRODUCTION,IN_PROGRESS,IOT_BOX:2")
                        .collect(
                                Collectors.joining("\n", "uuid,enterpriseCode,kind,subscriptionStatus,lines\n", "\n")));
        assertThat(Files.size(file)).isGreaterThan(2_000_000);

        Command imported = curl(
                "https://" + NAME + ":" + HTTPS + "/v1/operator/databases/import",
                "-H",
                "Authorization: Bearer " + server.operatorToken(),
                "-H",
                "Content-Type: text/csv",
                "-X",
                "POST",
                "-T",
                file.toString());

        assertThat(imported.output()).isEqualTo("200 ");
    }

    /** @return the status of the answer to one of this machine's addresses, which says to be another */
    private static String asking(String from, String pretended) throws Exception {
        return curl(
                        "https://" + NAME + ":" + HTTPS + "/v1/eligibility",
                        "--interface",
                        from,
                        "-H",
                        "X-Forwarded-For: " + pretended,
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "hello")
                .output()
                .strip();
    }

    private static Command curl(String url, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "curl",
                "-s",
                "--cacert",
                root.file().toString(),
                "--resolve",
                NAME + ":" + HTTP + ":127.0.0.1",
                "--resolve",
                NAME + ":" + HTTPS + ":127.0.0.1",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} %{redirect_url}"));
        all.addAll(List.of(words));
        all.add(url);
        return Command.run(all.toArray(String[]::new));
    }

    private static String setting(String name) throws Exception {
        try (Stream<String> lines = Files.lines(Checkout.file("deploy/machine/server.env"))) {
            return lines.filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
