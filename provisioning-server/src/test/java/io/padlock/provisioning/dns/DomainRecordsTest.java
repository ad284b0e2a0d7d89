package io.padlock.provisioning.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Settings that can't be, the set of zones, and the limit. */
class DomainRecordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ns1.odoo-iot.com=300.1.1.1 | 0 issue \";\" | 60 | that is no address",
                "ns1.example.com=203.0.113.5 | 0 issue \";\" | 60 | outside of odoo-iot.com. others give it one",
                "ns1..odoo-iot.com | 0 issue \";\" | 60 | that is no name",
                "ns1.odoo-iot.com | 0 issue \";\" | 60 | names ns1.odoo-iot.com. without an address",
                "a.b.odoo-iot.com | 0 issue \";\" | 60 | Write it with its own, like ns1.odoo-iot.com.=203.0.113.5",
                "odoo-iot.com=203.0.113.5 | 0 issue \";\" | 60 | names odoo-iot.com. itself",
                "ns.example.net | issue nobody | 60 | it is written like",
                "ns.example.net | 7 issue x | 60 | it is written like",
                "ns.example.net | 0 issue \";\" | 0 | padlock.dns.negative-ttl is 0 s; it is a second to 7 days",
                "ns.example.net | 0 issue \";\" | 999999 | it is a second to 7 days"
            })
    void a_setting_that_can_not_be_is_a_sentence(String server, String caa, long negativeTtl, String sentence) {
        assertThatThrownBy(() -> new DomainRecords("odoo-iot.com", new TestSettings(List.of(server), caa, negativeTtl)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("padlock.dns.")
                .hasMessageContaining(sentence);
    }

    @Test
    void a_name_server_that_is_set_twice_is_one_with_both_addresses() throws Exception {
        DomainRecords records = new DomainRecords(
                "odoo-iot.com",
                new TestSettings(
                        List.of(
                                "ns1.odoo-iot.com=203.0.113.5",
                                "NS1.odoo-iot.com = 2001:db8::5",
                                "ns1.odoo-iot.com=203.0.113.5",
                                "ns.example.net",
                                "ns.example.net"),
                        "0 issue \";\"",
                        60));

        assertThat(records.of(records.domain(), Type.NS))
                .extracting(Record::rdataToString)
                .containsExactly("ns1.odoo-iot.com.", "ns.example.net.");
        assertThat(records.addressesOfNameServers())
                .extracting(Record::rdataToString)
                .containsExactly("203.0.113.5", "2001:db8:0:0:0:0:0:5");
        assertThat(records.of(Name.fromString("ns1.odoo-iot.com."), Type.AAAA)).hasSize(1);
        assertThat(records.servers().haveAnAddress()).isTrue();
    }

    /** So that one command is enough to try it; a domain that is delegated needs more. */
    @Test
    void where_no_name_server_is_set_there_is_the_usual_one_without_an_address() {
        DomainRecords records = new DomainRecords("odoo-iot.com", new TestSettings(List.of(), "0 issue \";\"", 60));

        assertThat(records.of(records.domain(), Type.NS))
                .extracting(Record::rdataToString)
                .containsExactly("ns1.odoo-iot.com.");
        assertThat(records.servers().haveAnAddress()).isFalse();
    }

    @Test
    void a_million_zones_are_known_by_their_labels_alone() {
        AssignedZones zones = new AssignedZones();
        Random random = new Random(1);
        int[] labels = random.ints(1_000_000).toArray();

        zones.are(labels);

        for (int i = 0; i < 1000; i++) {
            assertThat(zones.contains("%08x".formatted(labels[i]))).isTrue();
            assertThat(zones.contains("%08X".formatted(labels[i]))).isTrue();
        }
        assertThat(zones.add(List.of("00c0ffee", "%08x".formatted(labels[7]), "00c0ffee")))
                .isEqualTo(1);
        assertThat(zones.contains("00c0ffee")).isTrue();
        assertThat(zones.size()).isEqualTo(1_000_001);
    }

    @Test
    void a_network_that_asks_the_same_all_the_time_is_limited_and_others_are_not() throws Exception {
        AnswerRate rate = new AnswerRate(10);
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress beside = InetAddress.getByName("192.0.2.200");
        long now = TimeUnit.HOURS.toNanos(1);
        int allowed = 0;
        for (int i = 0; i < 100; i++) {
            allowed += rate.allows(i % 2 == 0 ? one : beside, 7, now) ? 1 : 0;
        }

        assertThat(allowed).isEqualTo(10);
        assertThat(rate.allows(InetAddress.getByName("198.51.100.1"), 7, now)).isTrue();
        assertThat(rate.allows(one, 8, now)).as("another answer").isTrue();
        assertThat(rate.allows(one, 7, now + TimeUnit.SECONDS.toNanos(1))).isTrue();
        assertThat(new AnswerRate(0).allows(one, 7, now)).isTrue();
    }

    @Test
    void networks_of_ipv6_are_56_bits_wide() throws Exception {
        AnswerRate rate = new AnswerRate(1);
        long now = TimeUnit.HOURS.toNanos(1);

        assertThat(rate.allows(InetAddress.getByName("2001:db8:1:200::1"), 7, now))
                .isTrue();
        assertThat(rate.allows(InetAddress.getByName("2001:db8:1:2ff::9"), 7, now))
                .isFalse();
        assertThat(rate.allows(InetAddress.getByName("2001:db8:1:300::1"), 7, now))
                .isTrue();
    }

    @Test
    void a_network_has_so_many_places_and_leaves_the_others_theirs() throws Exception {
        Places places = new Places(5, 3);
        long one = Network.of(InetAddress.getByName("192.0.2.1"));
        long beside = Network.of(InetAddress.getByName("192.0.2.200"));
        long other = Network.of(InetAddress.getByName("2001:db8::1"));

        assertThat(places.take(one) && places.take(beside) && places.take(one)).isTrue();
        assertThat(places.take(beside)).as("its fourth").isFalse();
        assertThat(places.take(other) && places.take(other)).isTrue();
        assertThat(places.take(other)).as("the sixth of all").isFalse();
        places.giveBack(one);
        assertThat(places.take(other)).isTrue();
        places.giveBack(other);
        assertThat(places.take(beside)).isTrue();
    }

    @Test
    void networks_are_told_apart_and_those_of_both_kinds_too() throws Exception {
        long[] all = {
            Network.of(InetAddress.getByName("192.0.2.1")),
            Network.of(InetAddress.getByName("192.0.3.1")),
            Network.of(InetAddress.getByName("0.0.0.1")),
            Network.of(InetAddress.getByName("::1")),
            Network.of(InetAddress.getByName("ffff:ffff:ffff:ffff::1")),
            Network.of(InetAddress.getByName("0:0:c0:2::1"))
        };

        assertThat(all).doesNotHaveDuplicates();
    }
}
