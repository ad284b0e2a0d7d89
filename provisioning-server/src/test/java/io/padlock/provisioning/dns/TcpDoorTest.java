package io.padlock.provisioning.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whether it says of itself what is so; what it answers, DnsServerTest asks. */
class TcpDoorTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final DnsConfig SETTINGS =
            new TestSettings(List.of("ns1.odoo-iot.com=203.0.113.5"), "0 issue \";\"", 60);

    private final TcpDoor door = door();

    private static TcpDoor door() {
        AssignedZones zones = new AssignedZones();
        return new TcpDoor(
                VERTX,
                new Responder(new DomainRecords("odoo-iot.com", SETTINGS), zones, new AcmeChallenges(), false),
                new DnsFigures(new SimpleMeterRegistry(), zones, () -> 0));
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_door_at_all_its_addresses_is_serving_until_it_is_closed() {
        open("127.0.0.1", 0);
        open("127.0.0.2", 0);
        assertThat(door.isServing()).isTrue();

        door.close();

        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (door.isServing()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Test
    void a_door_that_lacks_one_of_its_addresses_is_not_serving() throws Exception {
        try (ServerSocket anothers = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.2"))) {
            open("127.0.0.1", 0);

            assertThat(catchThrowable(() -> open("127.0.0.2", anothers.getLocalPort())))
                    .isNotNull();

            assertThat(door.isServing()).isFalse();
        }
        door.close();
    }

    private void open(String host, int port) {
        door.listen(port, host).toCompletionStage().toCompletableFuture().join();
    }
}
