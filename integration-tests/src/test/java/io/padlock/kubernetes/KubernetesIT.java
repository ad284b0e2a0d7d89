package io.padlock.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.kills.KeepAliveClient;
import io.padlock.running.Alone;
import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Door;
import io.padlock.running.LoadBalancer;
import io.padlock.running.LoadBalancer.Replica;
import io.padlock.testing.contract.ServersUnderTest;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The image, and the overlay for trials run with it by podman: its Jobs, its PostgreSQL, the server, boxes that ask; and by compose, as on one machine. */
@Alone
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesIT {

    private static final String SERVER = "padlock-server";
    private static final String SECOND = "padlock-server-2";
    private static final Customer DEMO = new Customer("5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11", "DEMO-ELIGIBLE");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int BOXES = 6;

    /** Layers of images, with links of all kinds, which JUnit would warn of one by one. */
    private static Path folder;

    private static Room room;
    private static Played dev;
    private static String server;

    @BeforeAll
    static void the_overlay_is_played() throws Exception {
        folder = Files.createTempDirectory("room");
        Files.createDirectories(folder.resolve("tmp"));
        Command image = Command.run(
                Checkout.file("deploy/image").toString(),
                "--to",
                folder.resolve("tmp/image.tar").toString());
        assertThat(image.status()).as(image.output()).isZero();
        room = Room.open(folder);
        room.podman("load", "--quiet", "--input", "/tmp/image.tar");
        StandIns.postgres(room, folder);
        StandIns.curl(room, folder);
        dev = new Played(Manifests.of(Manifests.rendered("k8s/overlays/dev")), room, folder.resolve("tmp"));
        dev.play("Job", "padlock-authority-init");
        dev.play("Deployment", "padlock-database");
        mustEndWell("padlock-authority-init", "init");
        dev.play("Deployment", SERVER);
        dev.play("Job", "padlock-demo-data");
        server = dev.address(SERVER);
        ServersUnderTest.add(8080);
        awaitReady(SERVER, server);
    }

    @AfterAll
    static void the_room_is_left() throws Exception {
        ServersUnderTest.remove(8080);
        if (room != null) {
            room.close();
        }
        Command.run("rm", "-rf", folder.toString());
    }

    @Test
    @Order(1)
    void there_is_no_shell_no_root_and_no_postgresql_in_it() throws Exception {
        String image = dev.manifests()
                .of("Deployment", SERVER)
                .at("/spec/template/spec/containers/0/image")
                .asText();
        Command shell = room.tryPodman("run", "--rm", "--entrypoint", "/bin/sh", image, "-c", "true");
        assertThat(shell.status()).as(shell.output()).isNotZero();

        Command alone = room.tryPodman("run", "--rm", "--read-only", "--network", "none", image);
        assertThat(alone.status()).isOne();
        assertThat(alone.output()).contains("No PostgreSQL is named").doesNotContain("\tat ");

        String status = room.read("/proc/" + dev.process(SERVER, "server") + "/status");
        assertThat(status)
                .containsPattern("Uid:\t10001\t10001")
                .containsPattern("CapEff:\t0{16}")
                .contains("NoNewPrivs:\t1", "Seccomp:\t2");
        assertThat(room.podman(
                        "inspect", "--format", "{{.HostConfig.ReadonlyRootfs}}", Played.container(SERVER, "server")))
                .isEqualTo("true");
    }

    @Test
    @Order(2)
    void the_authority_is_made_once_however_often_its_job_runs() throws Exception {
        String made =
                given().get("http://" + server + ":8080/v1/authority/root.pem").asString();

        Command again = room.tryPodman("start", "--attach", Played.container("padlock-authority-init", "init"));

        assertThat(again.status()).as(again.output()).isZero();
        assertThat(again.output()).contains("There is an authority for odoo-iot.com in /authority/ca already");
        assertThat(made).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    @Order(3)
    void a_box_gets_its_certificate() throws Exception {
        mustEndWell("padlock-demo-data", "import");

        Answer answer = new Caller("http://" + server + ":8080").v1(DEMO, Requests.good());

        assertThat(answer.isNew()).as(answer.toString()).isTrue();
        Path root = folder.resolve("root.pem");
        Files.writeString(
                root,
                given().get("http://" + server + ":8080/v1/authority/root.pem").asString());
        Path chain = folder.resolve("chain.pem");
        Files.writeString(chain, answer.body().path("certificateChain").asText());
        Command verified = Command.run(
                "openssl", "verify", "-CAfile", root.toString(), "-untrusted", chain.toString(), chain.toString());
        assertThat(verified.status()).as(verified.output()).isZero();
        String name = "192-168-1-25." + answer.zone() + ".odoo-iot.com";
        Await.until(
                "the box's name",
                PATIENCE,
                () -> Command.run("dig", "+short", "-p", "8053", "@" + server, name, "A")
                        .output()
                        .strip()
                        .equals("192.168.1.25"));
    }

    @Test
    @Order(4)
    void alerts_dashboard_and_autoscaler_speak_of_figures_that_the_server_has() throws Exception {
        // Those that begin with an event have had it: a certificate, a refusal, a question for a name.
        new Caller("http://" + server + ":8080").v1(new Customer(DEMO.uuid(), "ANOTHER"), Requests.good());
        Command.run("dig", "+tries=1", "+timeout=2", "-p", "8053", "@" + server, "odoo-iot.com", "SOA");
        String figures = given().get("http://" + server + ":9000/q/metrics").asString();

        assertThat(AlertsTest.figures())
                .hasSizeGreaterThan(10)
                .allSatisfy(figure -> assertThat(figures.lines()).anyMatch(line -> line.matches(figure + "[{ ].*")));
    }

    @Test
    @Order(5)
    void a_replica_that_is_stopped_under_load_loses_no_request() throws Exception {
        dev.play("Deployment", SERVER, KubernetesIT::second);
        String second = dev.address(SECOND);
        awaitReady(SECOND, second);
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        List<Thread> boxes = new ArrayList<>();
        Duration probes = Duration.ofMillis(500);
        try (LoadBalancer balancer =
                new LoadBalancer(List.of(new Replica(server, 8080, 9000), new Replica(second, 8080, 9000)), probes)) {
            Await.until("both replicas", PATIENCE, balancer::allAreReady);
            AtomicBoolean stopped = new AtomicBoolean();
            for (int i = 0; i < BOXES; i++) {
                Thread box = new Thread(() -> ask(balancer.port(), answers, stopped), "box");
                box.start();
                boxes.add(box);
            }
            Await.until("boxes that are answered", PATIENCE, () -> answers.size() > 50);
            room.podman("stop", "--time", "60", Played.container(SERVER, "server"));
            int atItsEnd = answers.size();
            Await.until("boxes that go on", PATIENCE, () -> answers.size() > atItsEnd + 50);
            stopped.set(true);
            for (Thread box : boxes) {
                box.join();
            }
        }

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.isCertificate()).as(answer.toString()).isTrue());
        assertThat(room.podman("inspect", "--format", "{{.State.ExitCode}}", Played.container(SERVER, "server")))
                .as(dev.log(SERVER, "server"))
                .isIn("0", "143");
        assertThat(dev.log(SERVER, "server")).doesNotContain("Exception in thread", "\tat ");
    }

    @Test
    @Order(6)
    void nearly_all_classes_come_from_the_images_archive() throws Exception {
        String loaded = room.read("/proc/" + dev.process(SECOND, "server") + "/root/tmp/classes");
        long all = loaded.lines()
                .filter(line -> line.contains("source:") && !line.contains("Lambda") && !line.contains("0x"))
                .count();
        long shared = loaded.lines()
                .filter(line -> line.contains("source: shared objects file")
                        && !line.contains("Lambda")
                        && !line.contains("0x"))
                .count();

        assertThat(all).isGreaterThan(5000);
        assertThat(100.0 * shared / all)
                .as("classes from the archive, of " + all
                        + ", in percent: deploy/image --learn brings the list up to date")
                .isGreaterThan(85);
    }

    @Test
    @Order(7)
    void on_one_machine_compose_starts_it_stops_it_in_good_order_and_what_was_issued_is_there_again() throws Exception {
        // Nobody has both on one machine; podman takes the underscore in "padlock_database" for any letter, and finds
        // two volumes.
        room.podman("pod", "rm", "--all", "--force", "--time", "0");
        room.podman("volume", "rm", "--all", "--force");
        Composed machine = Composed.prepared(room, folder);
        machine.up();
        machine.register();
        String request = Requests.good();
        Answer first = new Caller("http://" + machine.address() + ":8080").v1(Composed.CUSTOMER, request);
        assertThat(first.isNew()).as(first.toString()).isTrue();
        assertThat(machine.inspect(Composed.SERVER, "{{json .HostConfig.PortBindings}}"))
                .as("who may come from outside")
                .contains("\"HostIp\":\"127.0.0.1\"")
                .doesNotContain("\"HostIp\":\"\"", "0.0.0.0");
        assertThat(machine.inspect(
                        Composed.SERVER, "{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.EffectiveCaps}}"))
                .isEqualTo("true 10001:10001 []");

        // Both at once is what podman-compose does when it is not told: docs/one-machine.md.
        machine.compose("stop", "server");
        machine.compose("stop");

        assertThat(machine.log(Composed.SERVER)).contains("stopped in").doesNotContain("\tat ");
        assertThat(machine.inspect(Composed.SERVER, "{{.State.ExitCode}}"))
                .as(machine.log(Composed.SERVER))
                .isIn("0", "143");
        assertThat(machine.inspect(Composed.DATABASE, "{{.State.ExitCode}}")).isEqualTo("0");
        assertThat(machine.log(Composed.DATABASE)).contains("database system is shut down");
        machine.compose("down");
        machine.up();
        Answer again = new Caller("http://" + machine.address() + ":8080").v1(Composed.CUSTOMER, request);
        assertThat(again.status()).as("the same key gets what it had").isEqualTo(200);
        assertThat(again.certificate()).isEqualTo(first.certificate());
    }

    /** As the Deployment would have it beside the first; and it notes where its classes are from. */
    private static ObjectNode second(ObjectNode deployment) {
        ((ObjectNode) deployment.path("metadata")).put("name", SECOND);
        ObjectNode container = (ObjectNode) deployment.at("/spec/template/spec/containers/0");
        container
                .withArray("env")
                .addObject()
                .put("name", "JAVA_TOOL_OPTIONS")
                .put("value", "-Xlog:class+load:file=/tmp/classes");
        return deployment;
    }

    private static void ask(int port, Queue<Answer> answers, AtomicBoolean stopped) {
        String request = Requests.good();
        try (KeepAliveClient box = new KeepAliveClient(port)) {
            while (!stopped.get()) {
                answers.add(box.ask(Door.V1, DEMO, request));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitReady(String name, String address) throws Exception {
        Await.until(
                () -> {
                    try {
                        return name + " that is ready\n" + dev.log(name, "server");
                    } catch (Exception e) {
                        return e.toString();
                    }
                },
                PATIENCE,
                () -> isReady(address));
    }

    static boolean isReady(String address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, 9000), 1000);
        } catch (IOException notYet) {
            return false;
        }
        return given().get("http://" + address + ":9000/q/health/ready").statusCode() == 200;
    }

    private static void mustEndWell(String job, String container) throws Exception {
        assertThat(room.podman("wait", Played.container(job, container)))
                .as(dev.log(job, container))
                .isEqualTo("0");
    }
}
