package io.padlock.box.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.FakeServer;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.diagnosis.Finding.Recipe;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.Settings;
import io.padlock.box.names.Inquiry;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Proxy;
import io.padlock.box.network.Roots;
import io.padlock.testing.dns.RunningDns;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real resolvers between the box and those who publish its name. Each finding by its real cause; where the cause is taken away,
 * by the very lines that the finding gave, the name leads to the box.
 */
class OwnNameTest {

    private static final String DOMAIN = "odoo-iot.com";
    private static final String ZONE = "d73e7513." + DOMAIN;
    private static final NameOfBox BOX = NameOfBox.of(new BoxAddress("192.168.77.25"), ZONE);
    private static final NameOfBox ON_LOOPBACK = NameOfBox.of(new BoxAddress("127.0.0.1"), ZONE);
    private static final String[] PRIVATE = {
        "  private-address: 10.0.0.0/8",
        "  private-address: 172.16.0.0/12",
        "  private-address: 192.168.0.0/16",
        "  private-address: 127.0.0.0/8"
    };

    private static final String MODULES =
            "java.base,java.logging,java.management,java.naming,jdk.crypto.ec,jdk.unsupported,jdk.zipfs";

    private static final TestIssuer ISSUER = new TestIssuer("Padlock", Instant.now());
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    static Path somewhere;

    private static RunningDns publisher;
    private static RunningDns emptyPublisher;
    private static RunningDns wrongPublisher;
    private static FarAway farAway;
    private static Dns dns;

    @BeforeAll
    static void the_name_is_published() throws Exception {
        publisher = RunningDns.publisher(
                somewhere,
                DOMAIN,
                BOX.name() + ". 60 IN A 192.168.77.25",
                ON_LOOPBACK.name() + ". 60 IN A 127.0.0.1",
                DOMAIN + ". 60 IN NS ns1." + DOMAIN + ".",
                "ns1." + DOMAIN + ". 60 IN A 127.0.0.1");
        emptyPublisher = RunningDns.publisher(somewhere, DOMAIN);
        wrongPublisher = RunningDns.publisher(somewhere, DOMAIN, BOX.name() + ". 60 IN A 192.168.77.99");
        farAway = FarAway.that(ISSUER, publisher.port());
        dns = Dns.NOTHING_SET.publishedBy(publisher);
    }

    @AfterAll
    static void stop() {
        Stream.of(publisher, emptyPublisher, wrongPublisher).forEach(RunningDns::close);
        farAway.close();
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Who passes on what he is told. */
    @ParameterizedTest
    @ValueSource(strings = {"unbound", "dnsmasq"})
    void a_plain_resolver_leads_to_the_box(String kind) throws Exception {
        try (RunningDns resolver = resolver(kind)) {
            assertThat(found(dns.asking(resolver.address()))).isEqualTo("own-name.well");
            assertThat(look(dns.asking(resolver.address()), ON_LOOPBACK)
                            .evidence()
                            .key())
                    .isEqualTo("own-name.well");
        }
    }

    @Test
    void unbound_and_pfsense_hide_private_addresses_and_their_own_lines_let_the_zone_through() throws Exception {
        Finding finding;
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), PRIVATE)) {
            finding = look(dns.asking(resolver.address()));
            assertThat(look(dns.asking(resolver.address()), ON_LOOPBACK)
                            .evidence()
                            .key())
                    .isEqualTo("own-name.hidden");
        }
        hides(finding);

        String remedy = recipe(finding, "recipe.unbound");
        assertThat(remedy).isEqualTo("server:\n    private-domain: \"" + ZONE + "\"");
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), lines(PRIVATE, remedy))) {
            assertThat(found(dns.asking(resolver.address()))).isEqualTo("own-name.well");
        }
    }

    @Test
    void dnsmasq_and_openwrt_hide_private_addresses_and_their_own_line_lets_the_zone_through() throws Exception {
        Finding finding;
        try (RunningDns resolver = RunningDns.dnsmasq(somewhere, publisher.port(), "stop-dns-rebind")) {
            finding = look(dns.asking(resolver.address()));
            assertThat(look(dns.asking(resolver.address()), ON_LOOPBACK)
                            .evidence()
                            .key())
                    .isEqualTo("own-name.hidden");
        }
        hides(finding);

        String remedy = recipe(finding, "recipe.dnsmasq");
        assertThat(remedy).isEqualTo("rebind-domain-ok=/" + ZONE + "/");
        try (RunningDns resolver = RunningDns.dnsmasq(somewhere, publisher.port(), "stop-dns-rebind", remedy)) {
            assertThat(found(dns.asking(resolver.address()))).isEqualTo("own-name.well");
        }
        // As OpenWrt writes it into dnsmasq's configuration.
        assertThat(recipe(finding, "recipe.openwrt")).contains("rebind_domain='" + ZONE + "'");
        try (RunningDns resolver =
                RunningDns.dnsmasq(somewhere, publisher.port(), "stop-dns-rebind", "rebind-domain-ok=" + ZONE)) {
            assertThat(found(dns.asking(resolver.address()))).isEqualTo("own-name.well");
        }
    }

    private static void hides(Finding finding) {
        assertThat(finding.evidence().key()).isEqualTo("own-name.hidden");
        assertThat(finding.evidence().toString())
                .contains("which knows no address for it (NOERROR)")
                .contains("the domain's own server " + publisher.address() + ", which says 192.168.77.25");
        assertThat(finding.remedy().orElseThrow().toString()).contains("exception for " + ZONE);
        assertThat(finding.recipes().stream().map(recipe -> recipe.title().key()))
                .containsExactly(
                        "recipe.unbound", "recipe.dnsmasq", "recipe.openwrt", "recipe.fritzbox", "recipe.hosts");
        assertThat(recipe(finding, "recipe.fritzbox")).isEqualTo(ZONE);
        assertThat(recipe(finding, "recipe.hosts")).isEqualTo("192.168.77.25 " + BOX.name());
    }

    /** A list of what is blocked takes the whole name away; a filter of addresses leaves the rest of it. */
    @Test
    void a_resolver_that_blocks_the_name_is_not_taken_for_one_that_hides_addresses() throws Exception {
        try (RunningDns unbound = RunningDns.unbound(
                        somewhere, publisher.port(), "  local-zone: \"" + DOMAIN + ".\" always_nxdomain");
                RunningDns dnsmasq = RunningDns.dnsmasq(somewhere, publisher.port(), "address=/" + DOMAIN + "/")) {
            for (RunningDns resolver : List.of(unbound, dnsmasq)) {
                Finding finding = look(dns.asking(resolver.address()));

                assertThat(finding.evidence().key()).isEqualTo("own-name.withheld");
                assertThat(finding.evidence().toString()).contains("which knows no such name (NXDOMAIN)");
                assertThat(finding.recipes()).isNotEmpty();
            }
        }
    }

    @Test
    void a_name_that_nobody_publishes_is_not_the_routers_fault() throws Exception {
        try (RunningDns plain = RunningDns.unbound(somewhere, emptyPublisher.port());
                RunningDns filtering = RunningDns.dnsmasq(somewhere, emptyPublisher.port(), "stop-dns-rebind")) {
            for (RunningDns resolver : List.of(plain, filtering)) {
                Finding finding = look(dns.publishedBy(emptyPublisher).asking(resolver.address()));

                assertThat(finding.evidence().key()).isEqualTo("own-name.unpublished");
                assertThat(finding.remedy().orElseThrow().toString()).contains("whoever runs the server");
                assertThat(finding.recipes()).isEmpty();
            }
        }
    }

    @Test
    void a_resolver_that_fails_and_one_that_fails_everywhere() throws Exception {
        try (RunningDns refusing = RunningDns.refusing(somewhere);
                RunningDns resolver = RunningDns.unbound(somewhere, refusing.port())) {
            Finding finding = look(dns.asking(resolver.address()));

            assertThat(finding.evidence().key()).isEqualTo("own-name.failed");
            assertThat(finding.evidence().toString()).contains("which fails (SERVFAIL)");
            assertThat(found(dns.publishedBy(resolver).asking(resolver.address())))
                    .isEqualTo("own-name.broken");
            assertThat(found(dns.publishedBy(dead()).asking(resolver.address())))
                    .isEqualTo("own-name.failed");
            assertThat(found(dns.publishedBy(emptyPublisher).asking(resolver.address())))
                    .isEqualTo("own-name.unpublished");
        }
    }

    @Test
    void a_resolver_that_refuses_is_passed_over_while_there_is_another() throws Exception {
        try (RunningDns refusing = RunningDns.refusing(somewhere);
                RunningDns plain = RunningDns.unbound(somewhere, publisher.port())) {
            assertThat(found(dns.asking(refusing.address(), plain.address()))).isEqualTo("own-name.well");
            assertThat(found(dns.asking(refusing.address()))).isEqualTo("own-name.refused");
        }
    }

    /** One refuses whoever asks, the other whatever is asked of one name. */
    @Test
    void a_resolver_that_refuses_this_box_is_not_taken_for_one_that_blocks_the_name() throws Exception {
        try (RunningDns refusing = RunningDns.refusing(somewhere);
                RunningDns blocking = RunningDns.unbound(
                        somewhere, publisher.port(), "  local-zone: \"" + DOMAIN + ".\" always_refuse")) {
            Finding refused = look(dns.asking(refusing.address()));
            assertThat(refused.evidence().key()).isEqualTo("own-name.refused");
            assertThat(refused.evidence().toString()).contains("which refuses to say (REFUSED)");
            assertThat(refused.remedy().orElseThrow().toString()).contains("access-control");
            assertThat(refused.recipes()).isEmpty();

            Finding blocked = look(dns.asking(blocking.address()));
            assertThat(blocked.evidence().key()).isEqualTo("own-name.withheld");
            assertThat(blocked.recipes()).isNotEmpty();
        }
    }

    @Test
    void nobody_answers() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Finding finding = look(dns.asking("127.0.0.1:" + silent.getLocalPort(), dead()));

            assertThat(finding.evidence().key()).isEqualTo("own-name.silent");
            assertThat(finding.evidence().toString())
                    .contains("which does not answer")
                    .contains("which can't be reached");
            assertThat(finding.remedy().orElseThrow().toString()).contains("restart the router");
        }
    }

    @Test
    void a_captive_portal_or_a_filter_leads_somewhere_else() throws Exception {
        for (String elsewhere : List.of("198.51.100.1", "0.0.0.0")) {
            try (RunningDns portal = RunningDns.dnsmasq(somewhere, publisher.port(), "address=/#/" + elsewhere)) {
                assertThat(found(dns.asking(portal.address()))).isEqualTo("own-name.replaced");
                assertThat(found(dns.publishedBy(portal).overHttpsAt(nobody()).asking(portal.address())))
                        .as("where all but HTTPS ends at the portal")
                        .isEqualTo("own-name.replaced");
            }
        }
    }

    @Test
    void an_old_entry_leads_to_another_address_of_the_shop() throws Exception {
        try (RunningDns old =
                RunningDns.dnsmasq(somewhere, publisher.port(), "address=/" + BOX.name() + "/192.168.77.99")) {
            Finding finding = look(dns.asking(old.address()));

            assertThat(finding.evidence().key()).isEqualTo("own-name.another");
            assertThat(finding.evidence().toString()).contains("which says 192.168.77.99");
        }
    }

    @Test
    void a_wrong_address_that_is_published_is_not_the_routers_fault() throws Exception {
        try (RunningDns plain = RunningDns.unbound(somewhere, wrongPublisher.port());
                RunningDns filtering = RunningDns.unbound(somewhere, wrongPublisher.port(), PRIVATE)) {
            Dns wrong = dns.publishedBy(wrongPublisher);

            assertThat(found(wrong.asking(plain.address()))).isEqualTo("own-name.wrong-everywhere");
            assertThat(found(wrong.asking(filtering.address()))).isEqualTo("own-name.wrong-everywhere");
        }
    }

    @Test
    void where_only_https_gets_out_it_is_enough_to_compare_with() throws Exception {
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), PRIVATE)) {
            Dns onlyHttps = dns.publishedBy(dead()).asking(resolver.address()).overHttpsAt(farAway.address());

            Finding finding = look(onlyHttps);

            assertThat(finding.evidence().key()).isEqualTo("own-name.hidden");
            assertThat(finding.evidence().toString())
                    .contains("DNS over HTTPS at " + farAway.address() + ", which says 192.168.77.25");
        }
    }

    /** Its name is in no DNS: whoever asks it goes by the address that was set with it. */
    @Test
    void who_is_asked_over_https_need_not_be_found_by_the_resolver_that_is_in_doubt() throws Exception {
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), PRIVATE);
                FarAway nowhere = FarAway.that(ISSUER, publisher.port(), "dns.invalid")) {
            String address = nowhere.address() + "?tenant=shop";
            Dns onlyHttps = dns.publishedBy(dead()).asking(resolver.address());

            assertThat(found(onlyHttps.overHttpsAt(address))).isEqualTo("own-name.not-compared");
            assertThat(found(onlyHttps.overHttpsAt(address + " 127.0.0.1"))).isEqualTo("own-name.hidden");
            assertThat(nowhere.asked()).containsOnly("tenant=shop");
        }
    }

    @Test
    void where_nothing_is_there_to_compare_with_that_is_said_and_nobody_is_blamed() throws Exception {
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), PRIVATE)) {
            Finding finding =
                    look(dns.publishedBy(dead()).asking(resolver.address()).overHttpsAt(nobody()));

            assertThat(finding.evidence().key()).isEqualTo("own-name.not-compared");
            assertThat(finding.evidence().toString()).contains("DNS over HTTPS at https://localhost:");
            assertThat(finding.recipes()).isEmpty();
        }
    }

    @Test
    void whoever_answers_in_the_place_of_the_others_is_not_believed() throws Exception {
        try (RunningDns resolver = RunningDns.unbound(somewhere, publisher.port(), PRIVATE);
                FarAway impostor = FarAway.that(new TestIssuer("Hotel", Instant.now()), emptyPublisher.port())) {
            Finding finding = look(dns.publishedBy(resolver.address())
                    .asking(resolver.address())
                    .overHttpsAt(impostor.address()));

            assertThat(finding.evidence().key()).isEqualTo("own-name.not-compared");
            assertThat(finding.evidence().toString())
                    .contains(
                            "the domain's own server " + resolver.address() + ", in whose place somebody else answers")
                    .contains("in whose place somebody answers who is not trusted");
        }
    }

    @Test
    void those_who_publish_the_name_are_found_by_themselves() throws Exception {
        try (RunningDns resolver =
                RunningDns.unbound(somewhere, publisher.port(), "  private-address: 192.168.0.0/16")) {
            Finding finding = new OwnName(
                            Dns.NOTHING_SET.asking(resolver.address()), new Inquiry(courier(), publisher.port()))
                    .look(BOX);

            assertThat(finding.evidence().key()).isEqualTo("own-name.hidden");
            assertThat(finding.evidence().toString()).contains("the domain's own server " + publisher.address());
        }
    }

    @Test
    void an_answer_too_long_for_a_datagram_is_asked_for_again_over_tcp() throws Exception {
        String[] many = IntStream.range(0, 60)
                .mapToObj(i -> BOX.name() + ". 60 IN A 192.168.77." + i)
                .toArray(String[]::new);
        try (RunningDns long_ = RunningDns.publisher(somewhere, DOMAIN, many)) {
            assertThat(found(dns.asking(long_.address()))).isEqualTo("own-name.well");
        }
    }

    @Test
    void the_boxs_own_hosts_file_counts_and_an_old_line_in_it_is_told() throws Exception {
        Path right = Files.writeString(somewhere.resolve("right"), "192.168.77.25 " + BOX.name() + "\n");
        Path old = Files.writeString(somewhere.resolve("old"), "192.168.77.99 " + BOX.name() + "\n");
        try (RunningDns plain = RunningDns.unbound(somewhere, publisher.port());
                RunningDns filtering = RunningDns.unbound(somewhere, publisher.port(), PRIVATE)) {
            assertThat(foundByAnother(right, resolvers(filtering.port()))).isEqualTo("own-name.well");
            assertThat(Files.readString(somewhere.resolve("classes")))
                    .as("where there is nothing to find out, its memory is spared")
                    .contains(OwnName.class.getName())
                    .doesNotContain("org.xbill");
            assertThat(foundByAnother(somewhere.resolve("nothing"), resolvers(filtering.port())))
                    .isEqualTo("own-name.hidden");
            assertThat(foundByAnother(old, resolvers(plain.port()))).isEqualTo("own-name.hosts");
            assertThat(foundByAnother(old, Files.createFile(somewhere.resolve("empty"))))
                    .isEqualTo("own-name.no-resolver");
        }
    }

    private static Path resolvers(int port) throws Exception {
        return Files.writeString(
                Files.createTempFile(somewhere, "resolv", ".conf"),
                "# made by a router\nsearch lan\nnameserver [127.0.0.1]:" + port + " # the first\noptions edns0\n");
    }

    /** Another Java, which reads that hosts file in the place of the machine's, and asks no resolver by itself. */
    private static String foundByAnother(Path hosts, Path resolverFile) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        // No more of Java than deploy/box/pack gives a box.
                        "--limit-modules=" + MODULES,
                        "-Xlog:class+load:file=" + somewhere.resolve("classes"),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LooksUpOnce.class.getName(),
                        resolverFile.toString(),
                        publisher.address())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }

    private static RunningDns resolver(String kind) throws Exception {
        return kind.equals("unbound")
                ? RunningDns.unbound(somewhere, publisher.port())
                : RunningDns.dnsmasq(somewhere, publisher.port());
    }

    private static String found(Dns dns) {
        return look(dns).evidence().key();
    }

    private static Finding look(Dns dns) {
        return look(dns, BOX);
    }

    private static Finding look(Dns dns, NameOfBox box) {
        Finding finding = new OwnName(dns, new Inquiry(courier())).look(box);
        assertThat(finding.subject()).isEqualTo(Subject.OWN_NAME);
        assertThat(finding.isBad()).isEqualTo(!finding.evidence().key().equals("own-name.well"));
        return finding;
    }

    private static Courier courier() {
        try {
            Path root = Files.writeString(somewhere.resolve("root.pem"), ISSUER.rootPem());
            return new Courier(
                    VERTX,
                    new Roots(new Settings(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(root), Optional.empty())),
                    Proxy.of(Optional.empty(), Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String recipe(Finding finding, String title) {
        return finding.recipes().stream()
                .filter(recipe -> recipe.title().key().equals(title))
                .map(Recipe::text)
                .findFirst()
                .orElseThrow();
    }

    private static String[] lines(String[] before, String after) {
        return Stream.concat(Stream.of(before), Stream.of(after)).toArray(String[]::new);
    }

    private static String dead() {
        return "127.0.0.1:" + FakeServer.aFreePort();
    }

    private static String nobody() {
        return "https://localhost:" + FakeServer.aFreePort() + "/dns-query";
    }
}
