package io.padlock.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.names.BoxInAShop.Found;
import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The packaged box in a network in which everything can go wrong, and does, by firewall rules, addresses and cables: each is what
 * it then says, and the only thing that it says; when it is over, the box says that all is well.
 */
class FromHereIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    static Path folder;

    private static Server server;
    private static Shop shop;
    private static Town town;
    private static BoxInAShop box;
    private static BoxInAShop behindTheProxy;

    @BeforeAll
    static void a_shop_with_two_boxes() throws Exception {
        shop = Shop.open(folder);
        server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
        town = Town.around(shop, folder.resolve("town"), server);
        Customer customer = Customer.knownTo(server);
        Map<String, String> given = new HashMap<>(Map.of(
                "PADLOCK_BOX_SERVER", "https://" + Town.NAME,
                "PADLOCK_BOX_SERVER_ROOTS", town.roots().toString(),
                "PADLOCK_BOX_DATABASE_UUID", customer.uuid(),
                "PADLOCK_BOX_ENTERPRISE_CODE", customer.code(),
                "PADLOCK_BOX_DNS_OVER_HTTPS", ""));
        box = BoxInAShop.launch(shop, folder.resolve("box"), 18_080, given);
        box.awaitWell();
        given.put("PADLOCK_BOX_PROXY", "http://" + Shop.ROUTER + ":" + Town.PROXY);
        behindTheProxy = BoxInAShop.launch(shop, folder.resolve("behind-the-proxy"), 28_080, given);
        behindTheProxy.awaitWell();
    }

    @AfterAll
    static void stop() throws Exception {
        behindTheProxy.close();
        box.close();
        town.close();
        server.close();
        shop.close();
    }

    private static void allIsWell() throws Exception {
        Found found = box.look();
        assertThat(found.bad()).as(found.told().toString()).isEmpty();
    }

    @Test
    void nothing_is_wrong_where_nothing_is() throws Exception {
        Found found = box.look();

        assertThat(found.bad()).as(found.told().toString()).isEmpty();
        for (String subject : new String[] {
            "ADDRESS",
            "DISK",
            "CONNECTION",
            "NAME_OF_SERVER",
            "WAY_TO_SERVER",
            "TRUST",
            "ANSWER",
            "CLOCK",
            "ELIGIBILITY",
            "CERTIFICATE",
            "SERVING",
            "OWN_NAME"
        }) {
            assertThat(found.verdict(subject)).as(subject).isEqualTo("well");
        }
        assertThat(found.said("ADDRESS")).contains(Shop.BOX);
        Command diagnose = box.command("diagnose");
        assertThat(diagnose.output()).contains("leads to " + Shop.BOX + ": this box");
        assertThat(diagnose.status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp dport 443 drop|no answer within 5 s|A firewall",
                "tcp dport 443 reject with tcp reset|refused|Nobody listens there",
                "tcp dport 443 reject with icmp type admin-prohibited|no way there|A firewall"
            })
    void a_firewall_that_swallows_what_goes_out_and_one_that_refuses_it(String rule, String seen, String remedy)
            throws Exception {
        shop.filtering(rule).during(() -> {
            Found found = box.look();

            assertThat(found.bad()).as(found.told().toString()).containsExactly("WAY_TO_SERVER");
            assertThat(found.said("WAY_TO_SERVER"))
                    .contains(Shop.SERVER + ", port 443: " + seen)
                    .contains(remedy)
                    .contains("TCP port 443");
        });
        allIsWell();
    }

    @Test
    void a_firewall_that_opens_https() throws Exception {
        shop.redirecting("tcp dport 443 redirect to :" + Town.FIREWALL).during(() -> {
            Found found = box.look();

            assertThat(found.bad()).as(found.told().toString()).containsExactly("TRUST");
            assertThat(found.said("TRUST"))
                    .contains("issued by O=Shop Firewall")
                    .contains("that network opens HTTPS: exempt " + Town.NAME);
        });
        allIsWell();
    }

    @Test
    void a_network_that_wants_a_login_first() throws Exception {
        String page = "tcp dport 80 redirect to :" + Town.HOTELS_PAGE;
        String itsOwn = "tcp dport 443 redirect to :" + Town.HOTEL;
        shop.redirecting(page, itsOwn).during(() -> wantsALogin("TRUST"));
        shop.redirecting(page)
                .during(() -> shop.filtering("tcp dport 443 reject with tcp reset")
                        .during(() -> wantsALogin("WAY_TO_SERVER")));
        allIsWell();
    }

    private static void wantsALogin(String subject) throws Exception {
        Found found = box.look();
        assertThat(found.bad()).as(found.told().toString()).containsExactly(subject);
        assertThat(found.said(subject))
                .contains("somebody else answers in the place of " + Town.NAME
                        + ": status 302, http://login.hotel.example/")
                .contains("A network that wants a login first");
    }

    @Test
    void a_clock_that_is_off() throws Exception {
        for (Duration wrong : new Duration[] {Duration.ofDays(1), Duration.ofMinutes(10)}) {
            Found found = box.lookWhenItsClockIsAhead(wrong);

            assertThat(found.bad()).as(found.told().toString()).containsExactly("CLOCK");
            assertThat(found.said("CLOCK")).contains("The server's says").contains("NTP");
        }
        allIsWell();
    }

    /** Who wants TLS is not answered by then; plain HTTP tells the time. */
    @Test
    void a_clock_so_far_ahead_that_the_servers_certificate_has_ended() throws Exception {
        shop.redirecting("tcp dport 443 redirect to :" + Town.SOON).during(() -> {
            allIsWell();

            Duration ahead = Town.SHORT.plusDays(1);
            Found found = box.lookWhenItsClockIsAhead(ahead);
            assertThat(found.bad()).as(found.told().toString()).containsExactly("TRUST", "CLOCK");
            assertThat(found.said("TRUST"))
                    .contains("not valid yet, or not any more, by this box's clock")
                    .contains("NTP")
                    .doesNotContain("opens HTTPS");
            assertThat(found.said("CLOCK")).contains("The server's says").contains("NTP");

            shop.filtering("tcp dport 80 reject with tcp reset").during(() -> {
                Found alone = box.lookWhenItsClockIsAhead(ahead.plusHours(1));
                assertThat(alone.bad()).as(alone.told().toString()).containsExactly("TRUST");
                assertThat(alone.said("CLOCK")).contains("nobody was there to compare it with");
            });
        });
        allIsWell();
    }

    /** A program waits two minutes for three that say nothing. */
    @Test
    void dns_servers_that_say_nothing_are_told_before_anybody_gives_up() throws Exception {
        shop.lookingUpBy(
                        "search lan",
                        "nameserver " + Shop.ROUTER,
                        "nameserver " + Shop.SERVER,
                        "nameserver " + Shop.BOX)
                .during(() -> shop.swallowing("udp dport 53 drop").during(() -> {
                    // Names that were found a moment ago are remembered for half a minute.
                    Await.until(
                            "a box that finds no name any more",
                            MINUTE.multipliedBy(2),
                            () -> box.look().bad().equals(List.of("NAME_OF_SERVER", "OWN_NAME")));

                    long begin = System.nanoTime();
                    Found found = box.look();
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(MINUTE);
                    assertThat(found.bad()).containsExactly("NAME_OF_SERVER", "OWN_NAME");
                    assertThat(found.said("NAME_OF_SERVER"))
                            .contains("Nobody said within 10 s where " + Town.NAME + " is found")
                            .contains("that the DNS server which the router gave it answers");
                    assertThat(found.said("OWN_NAME"))
                            .contains("the DNS server " + Shop.ROUTER + ", which does not answer");
                    Command diagnose = box.command("diagnose");
                    assertThat(diagnose.output()).contains("Nobody said within 10 s");
                    assertThat(diagnose.status()).isEqualTo(3);
                }));
        Await.until(
                "a box that finds all names again",
                MINUTE,
                () -> box.look().bad().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "169.254.7.7/16|The box's address is 169.254.7.7, which it gave itself|Restart the router",
                "100.64.1.2/10|The box's address is 100.64.1.2, one of those that a provider|Connect the box to the router",
                "203.0.113.7/24|The box's address is 203.0.113.7, one of the Internet|Connect the box to the router",
                "''|has no IPv4 address|Restart the router"
            })
    void a_box_that_has_no_address_of_the_shops(String address, String seen, String remedy) throws Exception {
        shop.anotherAddress(address).during(() -> hasNoAddress(seen, remedy));
        allIsWell();
    }

    @Test
    void a_cable_that_is_out() throws Exception {
        shop.noCable().during(() -> hasNoAddress("No cable and no WiFi", "Check the cable"));
        allIsWell();
    }

    private static void hasNoAddress(String seen, String remedy) throws Exception {
        Found found = box.look();

        assertThat(found.bad()).as(found.told().toString()).containsExactly("ADDRESS");
        assertThat(found.told().path("findings").path(0).path("subject").asText())
                .isEqualTo("ADDRESS");
        assertThat(found.said("ADDRESS")).contains(seen).contains(remedy);
        // Nobody is blamed for a name that can't lead to it.
        assertThat(found.verdict("OWN_NAME")).isEqualTo("not-looked-at");
    }

    @Test
    void a_network_whose_only_way_out_is_its_proxy() throws Exception {
        shop.filtering("ip saddr != " + Shop.ROUTER + " tcp dport 443 drop").during(() -> {
            assertThat(box.look().bad()).containsExactly("WAY_TO_SERVER");

            Found found = behindTheProxy.look();
            assertThat(found.bad()).as(found.told().toString()).isEmpty();
            assertThat(found.said("WAY_TO_SERVER")).contains(Shop.ROUTER + ", port " + Town.PROXY);
            assertThat(found.said("TRUST")).contains("The proxy makes the connection");
            assertThat(found.verdict("ANSWER")).isEqualTo("well");
        });
        refused("403 Forbidden", "the proxy did not let it through", "let the box through to https://" + Town.NAME);
        refused("407 Proxy Authentication Required", "the proxy wants a user", "http://user:password@host:port");
        shop.filtering("tcp dport " + Town.PROXY + " reject with tcp reset").during(() -> {
            Found found = behindTheProxy.look();
            assertThat(found.bad()).as(found.told().toString()).containsExactly("WAY_TO_SERVER");
            assertThat(found.said("WAY_TO_SERVER"))
                    .contains("No connection to the proxy opens: " + Shop.ROUTER + ", port " + Town.PROXY + ": refused")
                    .contains("padlock.box.proxy");
        });
        shop.redirecting("tcp dport 443 redirect to :" + Town.FIREWALL).during(() -> {
            Found found = behindTheProxy.look();
            assertThat(found.bad()).as(found.told().toString()).containsExactly("ANSWER");
            assertThat(found.said("ANSWER"))
                    .contains("its TLS certificate is not trusted")
                    .contains("that network opens HTTPS");
        });
        assertThat(behindTheProxy.look().bad()).isEmpty();
        allIsWell();
    }

    private static void refused(String answer, String seen, String remedy) throws Exception {
        Files.writeString(town.refuses(), answer);
        Found found = behindTheProxy.look();
        assertThat(found.bad()).as(found.told().toString()).containsExactly("ANSWER");
        assertThat(found.said("ANSWER")).contains(seen).contains(remedy).contains("padlock.box.proxy");
        Files.delete(town.refuses());
    }
}
