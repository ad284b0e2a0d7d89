package io.padlock.box;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box as it is shipped: a folder that needs no Java of the machine's. */
class PackIT {

    @TempDir
    Path folder;

    @Test
    void the_packed_box_gets_its_certificate_by_its_own_java_and_its_prepared_classes() throws Exception {
        Path packed = folder.resolve("packed");
        Command pack = Command.run(Checkout.file("deploy/box/pack").toString(), "--to", packed.toString());
        assertThat(pack.status()).as(pack.output()).isZero();
        // Moved, as a package moves it.
        Path moved = Files.move(packed, folder.resolve("elsewhere"));
        Path log = folder.resolve("log");
        int port = Ports.free();
        try (Server server = Server.start(folder.resolve("server"))) {
            Customer customer = Customer.knownTo(server);
            Process box = Command.start(
                    Map.of(
                            "PATH", "/usr/bin:/bin",
                            "JAVA_HOME", "/nowhere",
                            "QUARKUS_HTTP_HOST", "127.0.0.1",
                            "QUARKUS_HTTP_PORT", String.valueOf(port),
                            "PADLOCK_BOX_HTTPS_PORT", String.valueOf(Ports.free()),
                            "PADLOCK_BOX_ADDRESS", "127.0.0.1",
                            "PADLOCK_BOX_DATA", folder.resolve("box").toString(),
                            "PADLOCK_BOX_SERVER", server.url(),
                            "PADLOCK_BOX_DATABASE_UUID", customer.uuid(),
                            "PADLOCK_BOX_ENTERPRISE_CODE", customer.code()),
                    log,
                    List.of(moved.resolve("padlock-box").toString()));
            try {
                Await.until(
                        () -> "the packed box\n" + Command.readIfThere(log),
                        Duration.ofSeconds(60),
                        () -> Box.answers(port));
                Await.until(
                        "its certificate",
                        Duration.ofSeconds(30),
                        () -> "OK"
                                .equals(given().get("http://127.0.0.1:" + port + "/status")
                                        .path("code")));
                String maps = Files.readString(Path.of("/proc/" + box.pid() + "/maps"));
                assertThat(maps).contains(moved + "/classes.jsa", moved + "/runtime/lib/server/libjvm.so");
                assertThat(Command.readIfThere(log)).doesNotContain("warning", "WARNING", "\tat ");
                Command status = Command.run(
                        Map.of("PADLOCK_BOX_DATA", folder.resolve("box").toString()),
                        moved.resolve("padlock-box").toString(),
                        "status");
                assertThat(status.status()).as(status.output()).isZero();
                assertThat(status.output()).startsWith("OK\n");
            } finally {
                box.destroy();
                assertThat(box.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
