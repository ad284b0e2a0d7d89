package io.padlock.provisioning.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.dns.Responder.Reply;
import io.padlock.provisioning.dns.Responder.Way;
import io.padlock.testing.Length;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ResponderTest {

    private static final String BOX = "192-168-1-25.d73e7513.odoo-iot.com.";
    private static final int PACKETS = Length.of(200_000, 5_000_000);

    private final AssignedZones zones = new AssignedZones();
    private final AcmeChallenges challenges = new AcmeChallenges();

    private static final DnsConfig TWO_SERVERS =
            new TestSettings(List.of("ns1.odoo-iot.com=203.0.113.5", "ns.example.net"), "0 issue \";\"", 60);

    private Responder responder(boolean publicAddresses) {
        zones.are(new int[] {AssignedZones.parsed("d73e7513"), AssignedZones.parsed("ffffffff")});
        return new Responder(new DomainRecords("odoo-iot.com", TWO_SERVERS), zones, challenges, publicAddresses);
    }

    private Message ask(String name, int type) throws IOException {
        return ask(Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN)), Way.UDP);
    }

    private Message ask(Message query, Way way) throws IOException {
        Message answer =
                new Message(responder(false).answer(query.toWire(), way).bytes());
        assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
        assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.RA))
                .as("it asks nobody for others")
                .isFalse();
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "192-168-1-25.d73e7513, 192.168.1.25",
        "10-0-0-1.d73e7513, 10.0.0.1",
        "10-255-255-255.ffffffff, 10.255.255.255",
        "172-16-0-1.d73e7513, 172.16.0.1",
        "172-31-255-254.d73e7513, 172.31.255.254",
        "169-254-7-7.d73e7513, 169.254.7.7",
        "192-168-1-25.D73E7513, 192.168.1.25"
    })
    void a_boxs_name_is_its_address(String name, String address) throws Exception {
        Message answer = ask(name + ".odoo-iot.com.", Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
        ARecord found = (ARecord) answer.getSection(Section.ANSWER).get(0);
        assertThat(found.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(found.getTTL()).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Public, a neighbour's, nobody's.
                "8-8-8-8.d73e7513",
                "172-15-0-1.d73e7513",
                "172-32-0-1.d73e7513",
                "192-169-0-1.d73e7513",
                "127-0-0-1.d73e7513",
                "0-0-0-0.d73e7513",
                // Not assigned, and no zones.
                "192-168-1-25.d73e7514",
                "192-168-1-25.d73e751",
                "192-168-1-25.d73e75130",
                "192-168-1-25.g73e7513",
                // No addresses, or written in another way than ours.
                "192-168-1.d73e7513",
                "192-168-1-25-1.d73e7513",
                "192-168-1-256.d73e7513",
                "192-168-01-25.d73e7513",
                "192-168--25.d73e7513",
                "-192-168-1.d73e7513",
                "192-168-1-.d73e7513",
                "192-168-1-2a.d73e7513",
                "www.d73e7513",
                "*.d73e7513",
                // Too deep, too shallow.
                "a.192-168-1-25.d73e7513",
                "www",
                "192-168-1-25"
            })
    void any_other_name_does_not_exist_for_a_minute(String name) throws Exception {
        for (int type : List.of(Type.A, Type.AAAA, Type.TXT, Type.ANY)) {
            Message answer = ask(name + ".odoo-iot.com.", type);

            assertThat(answer.getRcode()).as(name).isEqualTo(Rcode.NXDOMAIN);
            assertThat(answer.getSection(Section.ANSWER)).isEmpty();
            SOARecord soa = (SOARecord) answer.getSection(Section.AUTHORITY).get(0);
            assertThat(Math.min(soa.getTTL(), soa.getMinimum())).isEqualTo(60);
        }
    }

    @Test
    void with_the_setting_public_addresses_are_answered_too() throws Exception {
        Message query = Message.newQuery(
                Record.newRecord(Name.fromString("127-0-0-1.d73e7513.odoo-iot.com."), Type.A, DClass.IN));

        Message answer =
                new Message(responder(true).answer(query.toWire(), Way.UDP).bytes());

        assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Type.AAAA, Type.TXT, Type.MX, Type.SOA, Type.NS, Type.CAA, Type.HTTPS, Type.CNAME, 65_280})
    void other_kinds_of_a_boxs_name_are_none_and_never_no_such_name(int type) throws Exception {
        for (String name : List.of(BOX, "d73e7513.odoo-iot.com.", "_acme-challenge.d73e7513.odoo-iot.com.")) {
            Message answer = ask(name, type);

            assertThat(answer.getRcode()).as("%s %s", name, Type.string(type)).isEqualTo(Rcode.NOERROR);
            assertThat(answer.getSection(Section.ANSWER)).isEmpty();
            assertThat(answer.getSection(Section.AUTHORITY).get(0).getType()).isEqualTo(Type.SOA);
        }
    }

    @Test
    void the_domain_tells_its_beginning_its_name_servers_and_who_may_issue() throws Exception {
        assertThat(ask("odoo-iot.com.", Type.SOA)
                        .getSection(Section.ANSWER)
                        .get(0)
                        .rdataToString())
                .isEqualTo("ns1.odoo-iot.com. hostmaster.odoo-iot.com. 1 14400 3600 1209600 60");
        Message servers = ask("odoo-iot.com.", Type.NS);
        assertThat(servers.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("ns1.odoo-iot.com.", "ns.example.net.");
        assertThat(ask(query("odoo-iot.com.", Type.NS), Way.TCP).getSection(Section.ADDITIONAL))
                .as("where there is room for them")
                .extracting(Record::rdataToString)
                .containsExactly("203.0.113.5");
        assertThat(ask("odoo-iot.com.", Type.CAA)
                        .getSection(Section.ANSWER)
                        .get(0)
                        .rdataToString())
                .isEqualTo("0 issue \";\"");
        assertThat(ask("ns1.odoo-iot.com.", Type.A)
                        .getSection(Section.ANSWER)
                        .get(0)
                        .rdataToString())
                .isEqualTo("203.0.113.5");
        assertThat(ask("ns1.odoo-iot.com.", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void a_challenge_stands_at_its_zone_and_at_no_other() throws Exception {
        challenges.are(Map.of("d73e7513", List.of("one-value", "another")));

        assertThat(ask("_acme-challenge.d73e7513.odoo-iot.com.", Type.TXT).getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("\"one-value\"", "\"another\"");
        assertThat(ask("_acme-challenge.ffffffff.odoo-iot.com.", Type.TXT).getSection(Section.ANSWER))
                .isEmpty();
    }

    @Test
    void the_capitals_of_a_question_come_back_in_the_answer() throws Exception {
        String mixed = "192-168-1-25.D73e7513.oDoO-iOt.CoM.";

        Message answer = ask(mixed, Type.A);

        assertThat(answer.getQuestion().getName()).hasToString(mixed);
        assertThat(answer.getSection(Section.ANSWER).get(0).getName()).hasToString(mixed);
        assertThat(ask("OdOo-IoT.cOm.", Type.NS)
                        .getSection(Section.ANSWER)
                        .get(0)
                        .getName())
                .hasToString("OdOo-IoT.cOm.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.com.", "com.", ".", "odoo-iot.com.example.net.", "xodoo-iot.com."})
    void of_what_is_not_its_domain_it_knows_nothing(String name) throws Exception {
        Message answer = ask(name, Type.A);

        assertThat(answer.getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(answer.getSection(Section.AUTHORITY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Type.AXFR, Type.IXFR, Type.TSIG, Type.TKEY, Type.MAILB, Type.OPT})
    void nobody_copies_the_domain_and_no_question_is_about_messages(int type) throws Exception {
        Message query = Message.newQuery(Record.newRecord(Name.fromString("odoo-iot.com."), type, DClass.IN));

        assertThat(ask(query, Way.TCP).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void another_class_is_refused() throws Exception {
        Message query = Message.newQuery(Record.newRecord(Name.fromString("version.bind."), Type.TXT, DClass.CH));

        assertThat(ask(query, Way.UDP).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void who_asks_for_everything_gets_little() throws Exception {
        Message answer = ask(BOX, Type.ANY);

        assertThat(answer.getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("\"RFC8482\" \"\"");
        challenges.are(Map.of("d73e7513", List.of("one-value")));
        assertThat(ask("_acme-challenge.d73e7513.odoo-iot.com.", Type.ANY).getSection(Section.ANSWER))
                .extracting(Record::rdataToString)
                .containsExactly("\"RFC8482\" \"\"");
        assertThat(ask("_acme-challenge.ffffffff.odoo-iot.com.", Type.ANY).getSection(Section.ANSWER))
                .as("where there is nothing")
                .isEmpty();
    }

    /** "No such name" would be remembered for the name server below it, too (RFC 8020). */
    @Test
    void a_name_between_the_domain_and_a_name_server_is_there_and_has_nothing() throws Exception {
        zones.are(new int[] {AssignedZones.parsed("d73e7513")});
        DnsConfig deep = new TestSettings(List.of("a.dns.odoo-iot.com=203.0.113.5"), "0 issue \";\"", 60);
        Responder responder = new Responder(new DomainRecords("odoo-iot.com", deep), zones, challenges, false);

        for (int type : List.of(Type.A, Type.NS, Type.ANY)) {
            Message between = new Message(responder
                    .answer(query("dns.odoo-iot.com.", type).toWire(), Way.UDP)
                    .bytes());
            assertThat(between.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(between.getSection(Section.ANSWER)).isEmpty();
            assertThat(between.getSection(Section.AUTHORITY).get(0).getType()).isEqualTo(Type.SOA);
        }
        assertThat(responder
                        .answer(query("b.dns.odoo-iot.com.", Type.A).toWire(), Way.UDP)
                        .rcode())
                .isEqualTo(Rcode.NXDOMAIN);
        assertThat(responder
                        .answer(query("a.dns.odoo-iot.com.", Type.A).toWire(), Way.UDP)
                        .rcode())
                .isEqualTo(Rcode.NOERROR);
    }

    /** Names can be made up by the million, in a zone and outside of all: each must not count by itself. */
    @Test
    void what_is_asked_of_one_zone_is_alike_and_so_is_all_that_is_not_there() {
        Random random = new Random(3);
        Set<Integer> ofTheZone = new HashSet<>();
        Set<Integer> ofNothing = new HashSet<>();
        challenges.are(Map.of("d73e7513", List.of("one-value")));
        for (int i = 0; i < 50; i++) {
            ofTheZone.add(about("10-0-0-" + i + ".d73e7513", Type.A));
            ofTheZone.add(about("10-0-0-" + i + ".D73E7513", random.nextBoolean() ? Type.AAAA : Type.ANY));
            ofNothing.add(about("8-8-8-" + i + ".d73e7513", Type.A));
            ofNothing.add(about("x" + random.nextInt() + ".d73e7513", Type.A));
            ofNothing.add(about("%08x".formatted(random.nextInt(1000)), Type.A));
            ofNothing.add(about("10-0-0-1.%08x".formatted(random.nextInt(1000)), Type.TXT));
            ofNothing.add(about("x".repeat(1 + i), Type.A));
            ofNothing.add(about("a.b.c." + random.nextInt(), Type.A));
        }
        ofTheZone.add(about("_acme-challenge.d73e7513", Type.TXT));
        ofTheZone.add(about("d73e7513", Type.A));

        assertThat(ofTheZone).hasSize(1);
        assertThat(ofNothing).hasSize(1).doesNotContainAnyElementsOf(ofTheZone);
        assertThat(about("10-0-0-1.ffffffff", Type.A)).as("another zone").isNotIn(ofTheZone);
    }

    private int about(String name, int type) {
        return responder(false)
                .answer(query(name + ".odoo-iot.com.", type).toWire(), Way.UDP)
                .about();
    }

    @Test
    void who_is_sent_to_tcp_is_told_so_in_kind() throws Exception {
        Message query = query(BOX, Type.A);
        query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);

        Message cut = new Message(responder(false).truncated(query.toWire()));

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(cut.getQuestion()).isEqualTo(query.getQuestion());
        assertThat(cut.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(new Message(responder(false).truncated(query(BOX, Type.A).toWire())).getOPT())
                .isNull();
    }

    @Test
    void other_requests_than_questions_are_not_implemented_and_answers_are_not_answered() {
        for (int opcode : List.of(Opcode.IQUERY, Opcode.STATUS, Opcode.NOTIFY, Opcode.UPDATE, 15)) {
            byte[] query = query(BOX, Type.A).toWire();
            query[2] = (byte) (query[2] & 0x87 | opcode << 3);
            Reply reply = responder(false).answer(query, Way.UDP);
            assertThat(reply.rcode()).isEqualTo(Rcode.NOTIMP);
            assertThat(reply.bytes()).hasSize(12);
        }
        byte[] answer = query(BOX, Type.A).toWire();
        answer[2] |= (byte) 0x80;
        assertThat(responder(false).answer(answer, Way.UDP).isSilence()).isTrue();
        assertThat(responder(false).answer(new byte[11], Way.UDP).isSilence()).isTrue();
        assertThat(responder(false).answer(new byte[0], Way.UDP).isSilence()).isTrue();
    }

    @Test
    void none_several_and_broken_questions_are_told_so() {
        Message none = new Message(7);
        assertThat(responder(false).answer(none.toWire(), Way.UDP).rcode()).isEqualTo(Rcode.FORMERR);
        Message two = query(BOX, Type.A);
        two.addRecord(query("odoo-iot.com.", Type.A).getQuestion(), Section.QUESTION);
        assertThat(responder(false).answer(two.toWire(), Way.UDP).rcode()).isEqualTo(Rcode.FORMERR);
        byte[] cut = Arrays.copyOf(query(BOX, Type.A).toWire(), 20);
        assertThat(responder(false).answer(cut, Way.UDP).rcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void extensions_are_spoken_in_their_version_0_and_answered_in_kind() throws Exception {
        Message query = query(BOX, Type.A);
        query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        assertThat(ask(query, Way.UDP).getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(ask(BOX, Type.A).getOPT())
                .as("who does not speak them hears nothing of them")
                .isNull();

        Message newer = query(BOX, Type.A);
        newer.addRecord(new OPTRecord(4096, 0, 1), Section.ADDITIONAL);
        Message answer = ask(newer, Way.UDP);
        assertThat(answer.getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(responder(false).answer(newer.toWire(), Way.UDP).rcode())
                .as("what is counted")
                .isEqualTo(Rcode.BADVERS);
        assertThat(answer.getOPT().getVersion()).isZero();

        Message twice = query(BOX, Type.A);
        twice.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        twice.addRecord(new OPTRecord(512, 0, 0), Section.ADDITIONAL);
        assertThat(responder(false).answer(twice.toWire(), Way.UDP).rcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void whether_signatures_were_asked_for_is_repeated_and_no_other_flag_is() throws Exception {
        for (int flags : List.of(0, ExtendedFlags.DO, 0x7FFF, 0xFFFF)) {
            Message query = query(BOX, Type.A);
            query.addRecord(new OPTRecord(4096, 0, 0, flags), Section.ADDITIONAL);

            assertThat(ask(query, Way.UDP).getOPT().getFlags()).isEqualTo(flags & ExtendedFlags.DO);
            assertThat(new Message(responder(false).truncated(query.toWire()))
                            .getOPT()
                            .getFlags())
                    .isEqualTo(flags & ExtendedFlags.DO);
        }
    }

    @Test
    void what_is_too_long_for_a_packet_is_cut_and_whole_over_tcp() throws Exception {
        challenges.are(Map.of("d73e7513", eightValues()));
        Message query = query("_acme-challenge.d73e7513.odoo-iot.com.", Type.TXT);

        Message overUdp = ask(query, Way.UDP);
        Message overTcp = ask(query, Way.TCP);

        assertThat(overUdp.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(overUdp.getSection(Section.ANSWER)).isEmpty();
        assertThat(overTcp.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(overTcp.getSection(Section.ANSWER)).hasSize(8);
    }

    private static List<String> eightValues() {
        return IntStream.range(0, 8).mapToObj(i -> i + "x".repeat(127)).toList();
    }

    @Test
    void before_it_knows_the_zones_it_says_that_it_does_not_know() throws Exception {
        Responder young =
                new Responder(new DomainRecords("odoo-iot.com", TWO_SERVERS), new AssignedZones(), challenges, false);

        assertThat(young.answer(query(BOX, Type.A).toWire(), Way.UDP).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(young.answer(query("odoo-iot.com.", Type.SOA).toWire(), Way.UDP)
                        .rcode())
                .isEqualTo(Rcode.NOERROR);
    }

    /** A packet for a packet, and not much more in it: nobody is flooded with ours. */
    @Test
    void no_answer_over_udp_is_more_than_three_times_its_question() {
        challenges.are(Map.of("d73e7513", eightValues()));
        List<String> servers = IntStream.range(0, 20)
                .mapToObj(i -> "a-name-server-with-a-long-name-%d.odoo-iot.com=203.0.113.%d".formatted(i, i))
                .toList();
        zones.are(new int[] {AssignedZones.parsed("d73e7513")});
        Responder responder = new Responder(
                new DomainRecords("odoo-iot.com", new TestSettings(servers, "0 issue \";\"", 60)),
                zones,
                challenges,
                false);
        for (String name : List.of(
                BOX,
                "odoo-iot.com.",
                "x.odoo-iot.com.",
                "d73e7513.odoo-iot.com.",
                "_acme-challenge.d73e7513.odoo-iot.com.",
                "example.com.")) {
            for (int type : List.of(Type.A, Type.AAAA, Type.ANY, Type.NS, Type.SOA, Type.CAA, Type.TXT)) {
                for (boolean hasOptions : new boolean[] {false, true}) {
                    Message asked = query(name, type);
                    if (hasOptions) {
                        asked.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
                    }
                    byte[] query = asked.toWire();
                    assertThat(responder.answer(query, Way.UDP).bytes().length)
                            .as("%s %s", name, Type.string(type))
                            .isLessThanOrEqualTo(3 * query.length);
                    assertThat(responder.truncated(query).length).isLessThanOrEqualTo(query.length);
                }
            }
        }
    }

    /** What a resolver asks a hundred times a day must not cost it two questions. */
    @Test
    void what_is_usually_asked_is_answered_whole() throws Exception {
        for (String name : List.of(BOX, "odoo-iot.com.", "x.odoo-iot.com.", "d73e7513.odoo-iot.com.")) {
            for (int type : List.of(Type.A, Type.AAAA, Type.SOA, Type.CAA, Type.HTTPS)) {
                assertThat(ask(name, type).getHeader().getFlag(Flags.TC))
                        .as("%s %s", name, Type.string(type))
                        .isFalse();
            }
        }
        challenges.are(Map.of("d73e7513", List.of("1Yf3Q0wCtBqA1Z3n5p7KQzO3m0cV8bR2sUe6h9dLxXk")));
        Message challenge = query("_acme-challenge.d73e7513.odoo-iot.com.", Type.TXT);
        assertThat(ask(challenge, Way.UDP).getHeader().getFlag(Flags.TC)).isFalse();
    }

    /** Seeded: what goes wrong once goes wrong again. */
    @Test
    void whatever_comes_it_answers_in_time_in_bounds_and_to_the_right_question() {
        Responder responder = responder(false);
        Random random = new Random(20261122);
        List<Integer> types = List.of(Type.A, Type.AAAA, Type.TXT, Type.ANY, Type.NS, Type.SOA);
        int answered = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = spoilt(types.get(random.nextInt(types.size())), random);
            Way way = random.nextBoolean() ? Way.UDP : Way.TCP;

            Reply reply = responder.answer(packet, way);

            if (reply.isSilence()) {
                assertThat(packet.length < 12 || (packet[2] & 0x80) != 0).isTrue();
                continue;
            }
            answered++;
            assertThat(reply.bytes().length).isBetween(12, way == Way.UDP ? 3 * packet.length : 65_535);
            assertThat(reply.bytes()[0]).isEqualTo(packet[0]);
            assertThat(reply.bytes()[1]).isEqualTo(packet[1]);
            assertThat(reply.bytes()[2] & 0x80).as("it is an answer").isNotZero();
        }
        assertThat(answered).isGreaterThan(PACKETS / 4);
    }

    private static byte[] spoilt(int type, Random random) {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            return noise;
        }
        Message query = query(random.nextBoolean() ? BOX : "_acme-challenge.d73e7513.odoo-iot.com.", type);
        if (random.nextBoolean()) {
            query.addRecord(new OPTRecord(random.nextInt(65_536), 0, random.nextInt(3)), Section.ADDITIONAL);
        }
        byte[] packet = query.toWire();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(packet, random.nextInt(packet.length + 1));
            case 1 -> Arrays.copyOf(packet, packet.length + random.nextInt(300));
            default -> packet;
        };
    }

    private static Message query(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
