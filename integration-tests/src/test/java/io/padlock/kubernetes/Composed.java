package io.padlock.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * {@code deploy/machine/compose.yaml} as docs/one-machine.md has it started, by podman-compose in a room. systemd looks after health
 * checks on a machine; in a room nobody does, so they are asked for here.
 */
final class Composed {

    static final String DATABASE = "padlock-database";
    static final String SERVER = "padlock_server_1";
    static final Customer CUSTOMER = new Customer("0b6f1c1e-5f0e-4a33-9b70-5d1c7b0a9d21", "M21081412345678");

    private static final String TOKEN = "an operator of one machine".replace(' ', '-');
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Room room;

    private Composed(Room room) {
        this.room = room;
    }

    /** Once, as the page says: the image is there already. @param folder the room's */
    static Composed prepared(Room room, Path folder) throws Exception {
        Path settings = Checkout.file("deploy/machine/server.env");
        Files.writeString(
                folder.resolve("etc/server.env"),
                Files.readString(settings)
                                .replace("QUARKUS_DATASOURCE_PASSWORD=", "QUARKUS_DATASOURCE_PASSWORD=of-this-test")
                                .replace("PADLOCK_OPERATOR_TOKEN=", "PADLOCK_OPERATOR_TOKEN=" + TOKEN)
                        + "\n# No load balancer has to see that it stops.\nQUARKUS_SHUTDOWN_DELAY=0\n");
        Path compose = Checkout.file("deploy/machine/compose.yaml");
        Files.copy(compose, folder.resolve("tmp/compose.yaml"));
        Path stick = Files.createDirectories(folder.resolve("tmp/stick"));
        Path authority = Files.createDirectories(folder.resolve("etc/ca"));
        Files.createDirectories(folder.resolve("etc/trust"));
        Command given = Command.run(
                "chown",
                "10001:10001",
                stick.toString(),
                authority.toString(),
                folder.resolve("state").toString());
        assertThat(given.status()).as(given.output()).isZero();
        room.podman(
                ("run --rm --user 10001:10001 --network none -v /etc/padlock/ca:/etc/padlock/ca -v /tmp/stick:/root-key"
                                + " localhost/padlock-server:" + version()
                                + " authority init --folder /etc/padlock/ca --domain odoo-iot.com"
                                + " --root-key /root-key/root.key --no-passphrase")
                        .split(" "));
        // Where the host's packets find it; else it would be made with it.
        room.network("padlock_default", "128");
        return new Composed(room);
    }

    void up() throws Exception {
        Thread systemd = new Thread(this::askForHealth, "systemd");
        systemd.start();
        try {
            compose("up", "-d");
        } finally {
            systemd.interrupt();
            systemd.join();
        }
        Await.until(() -> "a composed server that is ready", PATIENCE, () -> KubernetesIT.isReady(address()));
    }

    void register() throws Exception {
        given().header("Authorization", "Bearer " + TOKEN)
                .contentType("application/json")
                .body(("{\"enterpriseCode\":\"%s\",\"kind\":\"PRODUCTION\",\"subscription\":"
                                + "{\"status\":\"IN_PROGRESS\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":2}]}}")
                        .formatted(CUSTOMER.code()))
                .put("http://" + address() + ":8080/v1/operator/databases/" + CUSTOMER.uuid())
                .then()
                .statusCode(201);
    }

    /** @return what it said */
    String compose(String... words) throws Exception {
        String[] all = new String[words.length + 4];
        System.arraycopy(
                new String[] {"--env-file", "/etc/padlock/server.env", "-f", "/tmp/compose.yaml"}, 0, all, 0, 4);
        System.arraycopy(words, 0, all, 4, words.length);
        Command command = room.run("podman-compose", all);
        assertThat(command.status()).as(command.output()).isZero();
        return command.output();
    }

    String address() throws Exception {
        return inspect(SERVER, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");
    }

    String inspect(String container, String what) throws Exception {
        return room.podman("inspect", "--format", what, container);
    }

    String log(String container) throws Exception {
        return room.tryPodman("logs", container).output();
    }

    private void askForHealth() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(500);
                room.tryPodman("healthcheck", "run", DATABASE);
            }
        } catch (InterruptedException composed) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String version() throws Exception {
        return Files.readString(Checkout.file("pom.xml")).replaceFirst("(?s).*?\\n  <version>(.*?)</version>.*", "$1");
    }
}
