package io.padlock.provisioning.dns;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.requests.Requests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Over real sockets: what {@code dig} and {@code kdig} print, as docs/dns.md has it; both ways; and who asks too often. */
@QuarkusTest
@QuarkusTestResource(value = TestServer.class, restrictToAnnotatedClass = true)
@TestProfile(DnsServerTest.Answering.class)
class DnsServerTest {

    public static class Answering implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.dns.enabled", "true",
                    "padlock.dns.host", "127.0.0.1,127.0.0.2",
                    "padlock.dns.port", String.valueOf(aFreePort()),
                    "padlock.dns.answers-per-second", "50",
                    "padlock.dns.name-servers", "ns1.odoo-iot.com=203.0.113.5,ns2.odoo-iot.com=203.0.113.6");
        }

        private static int aFreePort() {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final Path DOCUMENT = Path.of("../docs/dns.md");
    private static final boolean WRITES = Boolean.getBoolean("padlock.transcripts");

    @TestHTTPResource(value = "", management = true)
    String management;

    @ConfigProperty(name = "padlock.dns.port")
    int port;

    @Inject
    Pool pool;

    /** The document's zones, and their challenges: one that is as most are, and one that fills a packet. */
    @BeforeEach
    void the_zones_of_the_document() {
        zone("d73e7513", "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11");
        zone("5e1f7a20", "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e12");
        challenge("D73E7513", "\"1Yf3Q0wCtBqA1Z3n5p7KQzO3m0cV8bR2sUe6h9dLxXk\"");
        challenge(
                "5e1f7a20",
                "\"1Yf3Q0wCtBqA1Z3n5p7KQzO3m0cV8bR2sUe6h9dLxXk\",\"gfj9Xq-Rg85nM_wIu3cB0Yk7S2tHd1vPoZl6e4aJxQw\","
                        + "\"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA\",\"LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ\"");
        until(
                "the challenges stand there",
                () -> overTcp("_acme-challenge.d73e7513.odoo-iot.com.", Type.TXT)
                                        .getSection(Section.ANSWER)
                                        .size()
                                == 1
                        && overTcp("_acme-challenge.5e1f7a20.odoo-iot.com.", Type.TXT)
                                        .getSection(Section.ANSWER)
                                        .size()
                                == 4);
    }

    private void zone(String label, String database) {
        pool.query("insert into zone (label, database_uuid, assigned_at) values ('" + label + "', '" + database
                        + "', now()) on conflict do nothing")
                .execute()
                .await()
                .indefinitely();
    }

    private static void challenge(String zone, String values) {
        operator()
                .contentType("application/json")
                .body("{\"values\":[" + values + "]}")
                .put("/v1/operator/zones/" + zone + "/acme-challenge")
                .then()
                .statusCode(200);
    }

    @Test
    void dig_and_kdig_print_what_the_document_says() throws Exception {
        String document = Files.readString(DOCUMENT);
        List<Transcript> transcripts = Transcript.allIn(document);
        assertThat(transcripts).hasSizeGreaterThan(10);
        for (Transcript transcript : transcripts) {
            String printed = transcript.run(port);
            if (WRITES) {
                document = document.replace(transcript.text(), transcript.command() + "\n" + printed);
            } else {
                assertThat(printed).as(transcript.command()).isEqualTo(transcript.output());
            }
        }
        if (WRITES) {
            Files.writeString(DOCUMENT, document);
        }
    }

    @Test
    void a_box_that_has_just_got_its_certificate_is_found_within_seconds() {
        String zone = zoneOf(Customer.eligible());

        until(
                "its name is found",
                () -> overTcp("10-1-2-3." + zone + ".odoo-iot.com.", Type.A).getRcode() == Rcode.NOERROR);
    }

    @Test
    void a_challenge_comes_and_goes_by_the_operators_api() {
        String zone = zoneOf(Customer.eligible());
        String address = "/v1/operator/zones/" + zone + "/acme-challenge";
        operator().get(address).then().statusCode(200);
        operator()
                .contentType("application/json")
                .body("{\"values\":[\"a-value\",\"another\"]}")
                .put(address)
                .then()
                .statusCode(200);
        String name = "_acme-challenge." + zone + ".odoo-iot.com.";
        until(
                "both values",
                () -> overTcp(name, Type.TXT).getSection(Section.ANSWER).size() == 2);

        operator().delete(address).then().statusCode(204);

        until("none", () -> overTcp(name, Type.TXT).getSection(Section.ANSWER).isEmpty());
        assertThat(operator().get(address).<List<String>>path("values")).isEmpty();
    }

    @Test
    void many_questions_go_over_one_connection_and_come_back_in_their_order() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int i = 1; i <= 200; i++) {
                byte[] query = query("10-0-0-" + i + ".d73e7513.odoo-iot.com.", Type.A);
                out.writeShort(query.length);
                // In two pieces, as networks do.
                out.write(query, 0, 7);
                out.flush();
                out.write(query, 7, query.length - 7);
            }
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int i = 1; i <= 200; i++) {
                byte[] answer = new byte[in.readUnsignedShort()];
                in.readFully(answer);
                assertThat(new Message(answer).getSection(Section.ANSWER).get(0).rdataToString())
                        .isEqualTo("10.0.0." + i);
            }
        }
    }

    @Test
    void what_is_no_question_ends_the_connection() throws Exception {
        // Nothing, no message, and the beginning of one that is longer than any question.
        for (byte[] rubbish : List.of(new byte[] {0, 0}, new byte[] {0, 3, 1, 2, 3}, new byte[] {0x10, 1, 1, 2, 3})) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(rubbish);

                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void who_has_taken_all_places_of_its_network_gets_no_more_until_it_gives_some_back() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            until("a connection that is closed at once", () -> {
                open.add(connect());
                return !isAnswered(open.get(open.size() - 1));
            });
            assertThat(open).hasSizeBetween(90, 101);
            assertThat(isAnswered(open.get(open.size() - 2)))
                    .as("those before it stay")
                    .isTrue();
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        until("a place again", () -> {
            try (Socket socket = connect()) {
                return isAnswered(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(figure("padlock_dns_unanswered_total{why=\"too-many-connections\"}"))
                .isPositive();
    }

    private Socket connect() {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAnswered(Socket socket) {
        try {
            byte[] query = query("odoo-iot.com.", Type.SOA);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[in.readUnsignedShort()]);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void it_is_there_at_each_of_its_addresses_both_ways() throws Exception {
        String name = "10-1-2-3.d73e7513.odoo-iot.com";
        for (String host : List.of("127.0.0.1", "127.0.0.2")) {
            for (String way : List.of("+notcp", "+tcp")) {
                assertThat(new Transcript("$ kdig -p 8053 @" + host + " +short " + way + " " + name + " A", "")
                                .run(port))
                        .isEqualTo("10.1.2.3\n");
            }
        }
    }

    @Test
    void who_asks_about_one_zone_too_often_is_sent_to_tcp_and_answered_there() throws Exception {
        int answered = 0;
        int truncated = 0;
        int nothing = 0;
        // A zone of its own: what other tests ask counts for theirs.
        zone("5e1f7a21", "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e13");
        until(
                "its name",
                () -> overTcp("10-9-9-9.5e1f7a21.odoo-iot.com.", Type.A).getRcode() == Rcode.NOERROR);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(300);
            for (int i = 0; i < 400; i++) {
                // Of other boxes, which are as easily made up as the same.
                byte[] query = query("10-9-9-" + i % 200 + ".5e1f7a21.odoo-iot.com.", Type.A);
                socket.send(new DatagramPacket(query, query.length, InetAddress.getByName("127.0.0.1"), port));
            }
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            try {
                while (true) {
                    socket.receive(packet);
                    Message answer = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                    boolean isCut = answer.getHeader().getFlag(Flags.TC);
                    truncated += isCut ? 1 : 0;
                    answered += isCut ? 0 : 1;
                    assertThat(answer.getQuestion()).isNotNull();
                }
            } catch (SocketTimeoutException allCame) {
                nothing = 400 - answered - truncated;
            }
        }
        assertThat(answered).isBetween(40, 150);
        assertThat(truncated).isGreaterThan(50);
        assertThat(nothing).isGreaterThan(50);
        assertThat(figure("padlock_dns_unanswered_total{why=\"limited\"}")).isPositive();
        assertThat(overTcp("10-9-9-9.5e1f7a21.odoo-iot.com.", Type.A).getSection(Section.ANSWER))
                .hasSize(1);
    }

    @Test
    void its_figures_and_its_readiness_are_told() throws Exception {
        overTcp("10-9-9-9.d73e7513.odoo-iot.com.", Type.A);
        new Transcript("$ dig -p 8053 @127.0.0.1 +edns=1 +noednsnegotiation odoo-iot.com SOA", "").run(port);

        assertThat(figure("padlock_dns_answers_total{rcode=\"NOERROR\",way=\"tcp\"}"))
                .isPositive();
        assertThat(figure("padlock_dns_answers_total{rcode=\"BADVERS\",way=\"udp\"}"))
                .isPositive();
        assertThat(figure("padlock_dns_zones")).isGreaterThanOrEqualTo(2);
        assertThat(figure("padlock_dns_reading_age_seconds")).isBetween(0.0, 40.0);
        given().get(management + "health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem("Names of boxes are answered"));
    }

    private double figure(String name) {
        return given().get(management + "metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String zoneOf(Customer customer) {
        return given().contentType("application/json")
                .body(Map.of(
                        "databaseUuid",
                        customer.uuid(),
                        "enterpriseCode",
                        customer.code(),
                        "signingRequest",
                        Requests.good()))
                .post("/v1/certificates")
                .path("zone");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TestServer.OPERATOR_TOKEN);
    }

    private Message overTcp(String name, int type) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            byte[] query = query(name, type);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(query.length);
            out.write(query);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return new Message(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] query(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN))
                    .toWire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void until(String what, BooleanSupplier isTrue) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isTrue.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time: " + what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
