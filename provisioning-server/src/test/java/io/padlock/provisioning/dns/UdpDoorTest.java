package io.padlock.provisioning.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.padlock.provisioning.LogOfTheServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Its sockets and threads, in trouble and on several addresses. */
class UdpDoorTest {

    private static final DnsConfig SETTINGS =
            new TestSettings(List.of("ns1.odoo-iot.com=203.0.113.5"), "0 issue \";\"", 60);

    private final AssignedZones zones = new AssignedZones();
    private final FailingCounters counters = new FailingCounters();

    /** Counters that are out of memory for the first questions: an Error, as one is thrown. */
    private static final class FailingCounters extends SimpleMeterRegistry {

        private final AtomicInteger errorsLeft = new AtomicInteger();

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    if (errorsLeft.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("as a test wants it");
                    }
                    super.increment(amount);
                }
            };
        }
    }

    private UdpDoor open(int port, String... hosts) throws IOException {
        zones.are(new int[] {AssignedZones.parsed("d73e7513")});
        Responder responder =
                new Responder(new DomainRecords("odoo-iot.com", SETTINGS), zones, new AcmeChallenges(), false);
        return UdpDoor.open(
                Arrays.stream(hosts)
                        .map(host -> new InetSocketAddress(host, port))
                        .toList(),
                responder,
                new AnswerRate(0),
                new DnsFigures(counters, zones, () -> 0),
                Clock.systemUTC());
    }

    @Test
    void an_error_is_told_and_the_next_question_is_answered_by_every_socket() throws Exception {
        int port = freePort();
        try (LogOfTheServer log = new LogOfTheServer();
                UdpDoor door = open(port, "127.0.0.1")) {
            int many = 20 * Runtime.getRuntime().availableProcessors();
            counters.errorsLeft.set(many);
            // From many ports, among which the kernel chooses the socket.
            for (int i = 0; i < many; i++) {
                ask("127.0.0.1", port);
            }
            until(() -> counters.errorsLeft.get() <= 0);

            assertThat(door.isServing()).isTrue();
            for (int i = 0; i < many; i++) {
                assertThat(ask("127.0.0.1", port)).isEqualTo("10.0.0.7");
            }
            assertThat(log.lines()).anyMatch(line -> line.message().contains("A question could not be answered"));
        }
    }

    @Test
    void a_door_whose_sockets_are_closed_is_not_serving() throws Exception {
        UdpDoor door = open(freePort(), "127.0.0.1");
        assertThat(door.isServing()).isTrue();

        door.close();

        until(() -> !door.isServing());
    }

    /** A resolver believes an answer only from where it asked, and so does a connected socket. */
    @Test
    void what_is_asked_at_one_address_is_answered_from_it() throws Exception {
        int port = freePort();
        try (UdpDoor door = open(port, "127.0.0.1", "127.0.0.2")) {
            assertThat(ask("127.0.0.1", port)).isEqualTo("10.0.0.7");
            assertThat(ask("127.0.0.2", port)).isEqualTo("10.0.0.7");
            assertThat(door.isServing()).isTrue();
        }
    }

    private static String ask(String host, int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(host), port);
            socket.setSoTimeout(10_000);
            byte[] query = Message.newQuery(
                            Record.newRecord(Name.fromString("10-0-0-7.d73e7513.odoo-iot.com."), Type.A, DClass.IN))
                    .toWire();
            socket.send(new DatagramPacket(query, query.length));
            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);
            return new Message(Arrays.copyOf(answer.getData(), answer.getLength()))
                    .getSection(Section.ANSWER)
                    .get(0)
                    .rdataToString();
        } catch (SocketTimeoutException nothing) {
            return "nothing";
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void until(java.util.function.BooleanSupplier isTrue) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!isTrue.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
