package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a packaged box that listens at one address, the shop's for instance, and not at all of them. */
class CommandsReachItIT {

    @TempDir
    Path folder;

    @Test
    void a_box_that_listens_at_one_address_only_is_commanded_there() throws Exception {
        try (Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0")) {
            Customer customer = Customer.knownTo(server);
            for (String address : addresses()) {
                Path data = folder.resolve("at-" + address);
                try (Box box = Box.launch(
                        data,
                        server.url(),
                        customer.uuid(),
                        customer.code(),
                        Ports.free(),
                        Ports.free(),
                        "-Dquarkus.http.host=" + address)) {
                    Await.until(
                            () -> "the box at " + address + "\n" + box.said(),
                            Duration.ofSeconds(60),
                            () -> Box.command(data, "status").status() == 0);

                    Command renewed = Box.command(data, "renew");
                    assertThat(renewed.status()).as(renewed.output()).isZero();
                }
            }
        }
    }

    /** A second one of this machine's own, and those of its network where it has one. */
    private static List<String> addresses() throws Exception {
        Stream<String> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress());
        return Stream.concat(Stream.of("127.0.0.2"), others).toList();
    }
}
