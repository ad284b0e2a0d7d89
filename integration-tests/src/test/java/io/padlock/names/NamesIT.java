package io.padlock.names;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Browser;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.dns.At;
import io.padlock.testing.dns.RunningDns;
import io.padlock.testing.wire.Wire;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two packaged servers that answer for the boxes' names, resolvers as shops have them in between, and a browser behind these. */
class NamesIT {

    private static final int PACKETS = Length.of(100_000, 2_000_000);
    /** At the port that all programs ask at: this machine's own, which nobody else's asks. */
    private static final String SHOPS_RESOLVER = "127.0.53.53";

    private static final Duration SECONDS = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static Database database;
    private static Server first;
    private static Server second;
    private static int firstDns;
    private static int secondDns;
    private static Box box;

    @BeforeAll
    static void two_replicas_and_a_box() throws Exception {
        database = Database.start(folder.resolve("database"));
        firstDns = Ports.free();
        secondDns = Ports.free();
        first = Server.start(folder.resolve("first"), withDns(firstDns));
        copyAuthority(folder.resolve("first/ca"), folder.resolve("second/ca"));
        second = Server.start(folder.resolve("second"), withDns(secondDns));
        Customer customer = Customer.knownTo(first);
        box = Box.start(
                folder.resolve("box"),
                Map.of(
                        "PADLOCK_BOX_SERVER", first.url(),
                        "PADLOCK_BOX_DATABASE_UUID", customer.uuid(),
                        "PADLOCK_BOX_ENTERPRISE_CODE", customer.code(),
                        "PADLOCK_BOX_DNS_RESOLVERS", SHOPS_RESOLVER,
                        "PADLOCK_BOX_DNS_AUTHORITY", "127.0.0.1:" + firstDns));
        box.awaitCode("OK");
    }

    /** The box of a test is on this machine itself, whose address is no shop's. */
    private static String[] withDns(int port) {
        return database.settings(
                database.port(),
                "-Dpadlock.dns.enabled=true",
                "-Dpadlock.dns.host=127.0.0.1",
                "-Dpadlock.dns.port=" + port,
                "-Dpadlock.dns.public-addresses=true");
    }

    private static void copyAuthority(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    @AfterAll
    static void stop() throws Exception {
        box.close();
        second.close();
        first.close();
        database.close();
    }

    @Test
    void a_box_that_got_its_certificate_of_one_replica_is_found_at_both_within_seconds() throws Exception {
        for (int port : new int[] {firstDns, secondDns}) {
            Await.until(
                    "the box's name at " + port,
                    SECONDS,
                    () -> at(port, box.name()).equals("127.0.0.1"));
            assertThat(Dig.ask("127.0.0.1", port, box.name(), "+tcp")).isEqualTo("127.0.0.1");
            assertThat(at(port, "127-0-0-1.00000000.odoo-iot.com")).isEqualTo("NXDOMAIN");
        }
    }

    private static String at(int port, String name) throws Exception {
        return Dig.ask("127.0.0.1", port, name);
    }

    @Test
    void resolvers_that_hide_private_addresses_hide_the_box_until_they_are_told_not_to() throws Exception {
        String name = box.name();
        String zone = name.substring(name.indexOf('.') + 1);
        Await.until("the box's name", SECONDS, () -> at(firstDns, name).equals("127.0.0.1"));
        try (RunningDns plain = unbound();
                RunningDns filtering = unbound("private-address: 127.0.0.0/8");
                RunningDns told = unbound("private-address: 127.0.0.0/8", "private-domain: \"" + zone + "\"")) {
            assertThat(find(plain, name)).isEqualTo("127.0.0.1");
            assertThat(find(filtering, name)).isEqualTo("NOERROR");
            assertThat(find(told, name)).isEqualTo("127.0.0.1");
        }
        try (RunningDns plain = RunningDns.dnsmasq(folder, firstDns);
                RunningDns filtering = RunningDns.dnsmasq(folder, firstDns, "stop-dns-rebind");
                RunningDns told =
                        RunningDns.dnsmasq(folder, firstDns, "stop-dns-rebind", "rebind-domain-ok=/" + zone + "/")) {
            assertThat(find(plain, name)).isEqualTo("127.0.0.1");
            assertThat(find(filtering, name)).isEqualTo("NOERROR");
            assertThat(find(told, name)).isEqualTo("127.0.0.1");
        }
    }

    private static RunningDns unbound(String... more) throws Exception {
        return RunningDns.unboundThatResolves(folder, At.port(Ports.free()), "odoo-iot.com", firstDns, more);
    }

    private static String find(RunningDns resolver, String name) throws Exception {
        return Dig.ask(resolver.host(), resolver.port(), name);
    }

    /** What a shop has for a resolver, how it hides names, and how the line begins that the box gives for it. */
    private enum Shops {
        UNBOUND("private-address: 127.0.0.0/8", "private-domain: "),
        DNSMASQ("stop-dns-rebind", "rebind-domain-ok=");

        private final String hides;
        private final String lets;

        Shops(String hides, String lets) {
            this.hides = hides;
            this.lets = lets;
        }

        RunningDns start(String... lines) throws Exception {
            At at = new At(SHOPS_RESOLVER, 53);
            return this == UNBOUND
                    ? RunningDns.unboundThatResolves(folder, at, "odoo-iot.com", firstDns, lines)
                    : RunningDns.dnsmasq(folder, at, firstDns, lines);
        }
    }

    /** The browser has nothing but the name and the root; its resolver is a shop's, which asks the server. */
    @ParameterizedTest
    @EnumSource
    void the_box_names_the_filter_and_what_to_do_and_a_browser_shows_the_padlock_once_that_is_done(Shops resolver)
            throws Exception {
        String name = box.name();
        String line;
        Await.until("the box's name", SECONDS, () -> at(firstDns, name).equals("127.0.0.1"));
        try (RunningDns filtering = resolver.start(resolver.hides);
                Browser browser = aBrowserOfTheShop(resolver + "-hides");
                Page page = browser.page()) {
            assertThatThrownBy(() -> page.navigate(box.secureUrl())).hasMessageContaining("ERR_NAME_NOT_RESOLVED");
            assertThat(find(filtering, name)).isEqualTo("NOERROR");
            // What was found is told to all who ask within ten seconds.
            Await.until("the box to name the filter", SECONDS, () -> diagnose().contains("rebind protection"));
            line = diagnose()
                    .lines()
                    .map(String::strip)
                    .filter(one -> one.startsWith(resolver.lets))
                    .findFirst()
                    .orElseThrow();
        }
        try (RunningDns told = resolver.start(resolver.hides, line);
                Browser browser = aBrowserOfTheShop(resolver + "-lets-through");
                Page page = browser.page()) {
            page.navigate(box.secureUrl());

            assertThat(page.locator(".verdict .code")).hasText("OK");
            assertThat(page.evaluate("window.isSecureContext")).isEqualTo(true);
            assertThat(find(told, name)).isEqualTo("127.0.0.1");
            Await.until(
                    "the box finds itself", SECONDS, () -> diagnose().contains(name + " leads to 127.0.0.1: this box"));
        }
    }

    private static Browser aBrowserOfTheShop(String home) throws Exception {
        return Browser.thatTrustsAndAsks(Files.createDirectory(folder.resolve(home)), first.root(), SHOPS_RESOLVER);
    }

    private static String diagnose() throws Exception {
        return Box.command(folder.resolve("box"), "diagnose").output();
    }

    @Test
    void names_are_answered_while_postgresql_is_away() throws Exception {
        Await.until("the box's name", SECONDS, () -> at(secondDns, box.name()).equals("127.0.0.1"));
        try (Database mortal = Database.start(folder.resolve("mortal"));
                Wire wire = new Wire(mortal.port())) {
            int dns = Ports.free();
            try (Server server = Server.start(
                    folder.resolve("third"),
                    mortal.settings(
                            wire.port(),
                            "-Dpadlock.dns.enabled=true",
                            "-Dpadlock.dns.host=127.0.0.1",
                            "-Dpadlock.dns.port=" + dns))) {
                Customer customer = Customer.knownTo(server);
                String zone = zoneOf(server, customer);
                Await.until(
                        "its name", SECONDS, () -> at(dns, "10-0-0-7." + zone).equals("10.0.0.7"));

                mortal.kill();

                for (int i = 0; i < 20; i++) {
                    assertThat(at(dns, "10-0-0-" + i + "." + zone)).isEqualTo("10.0.0." + i);
                    TimeUnit.MILLISECONDS.sleep(200);
                }
                assertThat(at(dns, "8-8-8-8." + zone))
                        .as("addresses are answered that are a shop's, where nothing else was set")
                        .isEqualTo("NXDOMAIN");
                assertThat(server.said())
                        .contains("Which zones are new can't be read")
                        .doesNotContain("\tat ");

                mortal.startAgain();
                wire.leadTo(mortal.port());

                Await.until(
                        "readings again",
                        SECONDS.multipliedBy(3),
                        () -> server.said().contains("New zones are read again."));
                String another = zoneOf(server, Customer.knownTo(server));
                Await.until(
                        "the name of a box that came after it",
                        SECONDS,
                        () -> at(dns, "10-0-0-8." + another).equals("10.0.0.8"));
                assertThat(server.said()).containsOnlyOnce("Which zones are new can't be read");
            }
        }
    }

    private static String zoneOf(Server server, Customer customer) {
        String common = given().body(
                        Map.of("params", Map.of("db_uuid", customer.uuid(), "enterprise_code", customer.code())))
                .contentType("application/json")
                .post(server.url() + "/odoo-enterprise/iot/x509")
                .path("result.subject_cn");
        return common.replaceFirst("^\\*\\.", "");
    }

    /** Broken, mutilated and plain packets, as fast as one socket sends them. */
    @Test
    void a_hundred_thousand_broken_packets_cost_nothing_that_stays() throws Exception {
        Await.until("the box's name", SECONDS, () -> at(secondDns, box.name()).equals("127.0.0.1"));
        send(PACKETS / 5, 1);
        long threads = figure("jvm_threads_live_threads ");
        long before = heapAfterCollection();

        // The system drops what comes faster than it is read: so many are sent until so many have arrived.
        long arrivedBefore = arrived();
        AtomicLong seed = new AtomicLong(2);
        Await.until("so many packets arrived", Duration.ofMinutes(10), () -> {
            send(PACKETS / 20, seed.getAndIncrement());
            return arrived() - arrivedBefore >= PACKETS;
        });

        Await.until("the box's name", SECONDS, () -> at(secondDns, box.name()).equals("127.0.0.1"));
        assertThat(heapAfterCollection()).isLessThan(before + before / 10 + (4 << 20));
        assertThat(figure("jvm_threads_live_threads ")).isLessThan(threads + 5);
        assertThat(second.isReady()).isTrue();
        assertThat(second.said()).doesNotContain("\tat ").doesNotContain("could not be answered");
    }

    private static void send(int packets, long seed) throws IOException {
        Random random = new Random(seed);
        InetAddress there = InetAddress.getByName("127.0.0.1");
        byte[] question = question(box.name());
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < packets; i++) {
                byte[] packet = random.nextInt(3) == 0 ? new byte[random.nextInt(700)] : question.clone();
                if (packet.length != question.length) {
                    random.nextBytes(packet);
                }
                for (int change = random.nextInt(5); change > 0 && packet.length > 0; change--) {
                    packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
                }
                socket.send(new DatagramPacket(packet, packet.length, there, secondDns));
            }
        }
    }

    private static byte[] question(String name) {
        StringBuilder text = new StringBuilder("\0\7\1\0\0\1\0\0\0\0\0\0");
        for (String label : name.split("\\.")) {
            text.append((char) label.length()).append(label);
        }
        return text.append("\0\0\1\0\1").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long heapAfterCollection() throws Exception {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (int i = 0; i < 3; i++) {
            Command.run(jcmd, String.valueOf(second.pid()), "GC.run");
        }
        return figure("jvm_memory_used_bytes{area=\"heap\"");
    }

    /** Each of them is either answered or not. */
    private static long arrived() {
        return figure("padlock_dns_answers_total") + figure("padlock_dns_unanswered_total");
    }

    private static long figure(String beginning) {
        String metrics = given().get("http://127.0.0.1:" + second.managementPort() + "/q/metrics")
                .asString();
        return (long) metrics.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
