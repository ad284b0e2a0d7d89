package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Customer;
import io.padlock.running.FakeClock;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.testing.dns.At;
import io.padlock.testing.dns.RunningDns;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged box in each state that it can be in, by its real cause, and its pages in a real browser. */
class EveryStateIT {

    @TempDir
    static Path folder;

    private static Server server;
    private static Browser browser;
    private static Customer customer;
    private static Customer staging;

    @BeforeAll
    static void a_server_and_a_browser() throws Exception {
        server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
        customer = Customer.knownTo(server);
        staging = Customer.knownTo(server);
        server.register(staging.uuid(), staging.code(), "STAGING");
        browser = Browser.thatTrustsNobodyNew(Files.createDirectory(folder.resolve("home")));
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        server.close();
    }

    @Test
    void a_box_that_is_well() throws Exception {
        try (Box box = Box.start(folder.resolve("well"), connected(server.url(), customer))) {
            isSeen(box, "OK", "ok");
            Look.at(browser, box.url() + "/settings", "settings");
            Look.at(browser, box.url() + "/diagnosis", "diagnosis-ok");
            try (var page = browser.phone()) {
                page.navigate(box.url() + "/diagnosis");
                assertThat(page.content()).contains("as the server's does");
            }
        }
    }

    @Test
    void a_box_whose_name_the_router_hides_and_lets_through_by_the_line_that_the_box_gave() throws Exception {
        At router = At.port(Ports.free());
        Map<String, String> given = connected(server.url(), customer);
        given.put("PADLOCK_BOX_DNS_RESOLVERS", "127.0.0.1:" + router.port());
        try (RunningDns publisher = RunningDns.publisherOfAll(folder, "odoo-iot.com", "127.0.0.1")) {
            given.put("PADLOCK_BOX_DNS_AUTHORITY", publisher.address());
            try (Box box = Box.start(folder.resolve("hidden"), given)) {
                String line;
                try (RunningDns hiding = RunningDns.dnsmasq(folder, router, publisher.port(), "stop-dns-rebind")) {
                    line = theLineThatItGives(box, hiding);
                }
                try (RunningDns told = RunningDns.dnsmasq(folder, router, publisher.port(), "stop-dns-rebind", line)) {
                    // What was found is told for ten seconds.
                    Await.until(
                            "the box to see it at " + told.address(),
                            Duration.ofSeconds(30),
                            () -> Box.command(folder.resolve("hidden"), "diagnose")
                                    .output()
                                    .contains(" leads to 127.0.0.1: this box."));
                }
            }
        }
    }

    private static String theLineThatItGives(Box box, RunningDns hiding) throws Exception {
        box.awaitCode("OK");
        try (var page = browser.phone()) {
            Await.until("the box to look at what " + hiding.address() + " says", Duration.ofSeconds(20), () -> {
                page.navigate(box.url() + "/");
                return page.content().contains("leads to 127.0.0.1 elsewhere, but not here");
            });
        }
        Look.at(browser, box.url() + "/", "ok-hidden");
        Look.at(browser, box.url() + "/diagnosis", "diagnosis-hidden");
        Look.at(browser, box.url() + "/diagnosis?lang=vi", "diagnosis-hidden-vietnamese");
        return Box.command(folder.resolve("hidden"), "diagnose")
                .output()
                .lines()
                .map(String::strip)
                .filter(one -> one.startsWith("rebind-domain-ok="))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_box_that_is_refused() throws Exception {
        try (Box box = Box.start(folder.resolve("refused"), connected(server.url(), staging))) {
            isSeen(box, "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT", "no-result");
            Look.at(browser, box.url() + "/?lang=vi", "no-result-vietnamese");
            Look.at(browser, box.url() + "/diagnosis?lang=fr", "diagnosis-french");
        }
    }

    /** Whoever opens its page waits a little for the outcome, and is told then that there is none yet. */
    @Test
    void a_box_whose_server_takes_its_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Box box = Box.start(
                        folder.resolve("starting"), connected("http://127.0.0.1:" + silent.getLocalPort(), customer))) {
            isSeen(box, "STARTING", "starting");
        }
    }

    @Test
    void a_box_without_a_server() throws Exception {
        try (Box box = Box.start(folder.resolve("no-server"), Map.of())) {
            isSeen(box, "ERR_IOT_HTTPS_CHECK_NO_SERVER", "no-server");
        }
    }

    @Test
    void a_box_without_a_credential() throws Exception {
        try (Box box = Box.start(folder.resolve("no-credential"), Map.of("PADLOCK_BOX_SERVER", server.url()))) {
            isSeen(box, "ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL", "no-credential");
        }
    }

    @Test
    void a_box_whose_server_is_not_there() throws Exception {
        try (Box box = Box.start(folder.resolve("nobody"), connected(nobody(), customer))) {
            isSeen(box, "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION", "request-exception");
            Look.at(browser, box.url() + "/diagnosis", "diagnosis-nobody");
        }
    }

    @Test
    void a_box_whose_server_is_down_for_maintenance() throws Exception {
        HttpServer down = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        down.createContext("/", request -> {
            request.sendResponseHeaders(503, -1);
            request.close();
        });
        down.start();
        String url = "http://127.0.0.1:" + down.getAddress().getPort();
        try (Box box = Box.start(folder.resolve("down"), connected(url, customer))) {
            isSeen(box, "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS 503", "request-status");
        } finally {
            down.stop(0);
        }
    }

    @Test
    void a_box_whose_certificate_is_damaged() throws Exception {
        Path data = withACertificate("damaged");
        Files.writeString(data.resolve("current/key.pem"), "rubbish");
        try (Box box = Box.start(data, connected(nobody(), customer))) {
            isSeen(box, "ERR_IOT_HTTPS_CERT_DAMAGED", "cert-damaged");
        }
    }

    @Test
    void a_box_whose_certificate_can_not_be_read() throws Exception {
        Path data = withACertificate("unreadable");
        Files.delete(data.resolve("current/chain.pem"));
        Files.createDirectory(data.resolve("current/chain.pem"));
        try (Box box = Box.start(data, connected(nobody(), customer))) {
            isSeen(box, "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION", "cert-read-exception");
        }
    }

    @Test
    void a_box_whose_disk_takes_nothing() throws Exception {
        Path data = Files.createDirectory(folder.resolve("not-stored"));
        Files.createFile(data.resolve("pairs"));
        try (Box box = Box.start(data, connected(server.url(), customer))) {
            isSeen(box, "ERR_IOT_HTTPS_CERT_NOT_STORED", "cert-not-stored");
        }
    }

    @Test
    void a_box_whose_port_somebody_has() throws Exception {
        Path data = folder.resolve("not-served");
        try (ServerSocket taken = new ServerSocket(0);
                Box box = Box.start(
                        data,
                        Map.of("PADLOCK_BOX_SERVER", server.url()),
                        "-Dpadlock.box.https.port=" + taken.getLocalPort())) {
            box.awaitCode("ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL");
            String token = "https://shop.example.com|t0ken|" + customer.uuid() + "|" + customer.code();
            assertThat(Box.command(data, "connect", token).status()).isEqualTo(3);
            isSeen(box, "ERR_IOT_HTTPS_CERT_NOT_SERVED", "cert-not-served");
        }
    }

    @Test
    void a_box_whose_certificate_is_about_to_end_and_one_whose_has_ended_and_one_without_the_time() throws Exception {
        Path data = withACertificate("old");
        FakeClock clock = new FakeClock(Files.createDirectory(folder.resolve("clock")));
        Map<String, String> given = connected(nobody(), customer);
        given.putAll(clock.environment());
        clock.jumpTo(Duration.ofDays(85));
        try (Box box = Box.start(data, given)) {
            isSeen(box, "ERR_IOT_HTTPS_CERT_EXPIRING", "cert-expiring");
        }
        clock.jumpTo(Duration.ofDays(100));
        try (Box box = Box.start(data, given)) {
            isSeen(box, "ERR_IOT_HTTPS_CERT_EXPIRED", "cert-expired");
        }
        clock.jumpTo(Duration.ofDays(-3650));
        try (Box box = Box.start(folder.resolve("no-time"), given)) {
            isSeen(box, "ERR_IOT_HTTPS_CLOCK_WRONG", "clock-wrong");
        }
    }

    private static void isSeen(Box box, String code, String name) throws Exception {
        box.awaitCode(code);
        try (var page = browser.phone()) {
            page.navigate(box.url() + "/");
            assertThat(page.locator(".verdict .code").textContent()).isEqualTo(code);
            assertThat(page.locator("h2").first().isVisible()).isTrue();
        }
        Look.at(browser, box.url() + "/", name);
        assertThat(box.said()).doesNotContain("\tat ").doesNotContain(customer.code());
    }

    private static Path withACertificate(String name) throws Exception {
        Path data = folder.resolve(name);
        try (Box box = Box.start(data, connected(server.url(), customer))) {
            box.awaitCode("OK");
        }
        return data;
    }

    private static String nobody() {
        return "http://127.0.0.1:" + Ports.free();
    }

    private static Map<String, String> connected(String url, Customer to) {
        Map<String, String> given = new HashMap<>();
        given.put("PADLOCK_BOX_SERVER", url);
        given.put("PADLOCK_BOX_DATABASE_UUID", to.uuid());
        given.put("PADLOCK_BOX_ENTERPRISE_CODE", to.code());
        return given;
    }
}
