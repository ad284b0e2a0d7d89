package io.padlock.box;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The package under a systemd that has booted, with Debian's own nginx. Only by {@code deploy/test --long}: it takes rights over cgroups. */
@EnabledIfSystemProperty(named = "padlock.tests", matches = "long")
class DebServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private int port;
    private int nginxPort;
    private OwnNetwork network;
    private CleanDebian debian;
    private Process machine;

    @AfterEach
    void no_machine_outlives_its_test() throws Exception {
        if (machine != null && machine.isAlive()) {
            machine.destroy();
            machine.waitFor(60, TimeUnit.SECONDS);
        }
        if (network != null) {
            network.close();
        }
    }

    @Test
    void
            systemd_keeps_the_box_running_beside_odoos_own_service_and_gives_nginx_each_certificate_and_removal_stops_it_all()
                    throws Exception {
        network = OwnNetwork.in(folder.resolve("network"));
        port = network.leadingTo(PackagedBox.HTTP);
        nginxPort = network.leadingTo(443);
        debian = CleanDebian.in(folder.resolve("debian"), "passwd,libstdc++6,nginx-light,systemd,systemd-sysv");
        try (Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0")) {
            network.letOut(server.port());
            StockBox.on(debian, Customer.knownTo(server));
            boot();
            theirServicesRun();
            String stockSerial = PackagedBox.servedAt(nginxPort);
            Files.copy(deb(), debian.file("/root/padlock-box.deb"));
            mustRun("dpkg", "--install", "/root/padlock-box.deb");
            assertThat(mustRun("systemctl", "is-active", "padlock-box.service", "padlock-box-nginx.path")
                            .output())
                    .isEqualTo("active\nactive\n");
            add(PackagedBox.settings(server));
            mustRun("systemctl", "restart", "padlock-box");
            // Of whom it is it knows by /home/pi/odoo.conf alone.
            awaitOk();
            assertThat(PackagedBox.servedAt(network.leadingTo(PackagedBox.HTTPS)))
                    .isEqualTo(serial());
            assertThat(PackagedBox.servedAt(nginxPort)).isEqualTo(stockSerial);
            itSeesOneHomeAndMayWriteToNone();

            add("PADLOCK_BOX_HTTPS_BY=NGINX\n");
            mustRun("systemctl", "restart", "padlock-box");
            awaitOk();
            assertThat(PackagedBox.servedAt(nginxPort)).isEqualTo(serial());

            String before = serial();
            mustRun("padlock-box", "renew");
            assertThat(serial()).isNotEqualTo(before);
            assertThat(PackagedBox.servedAt(nginxPort)).isEqualTo(serial());

            anNginxThatDoesNotTakeItKeepsTheOneBefore();
            aBoxThatWasKilledComesBack();
            assertThat(run("padlock-box", "diagnose").output()).contains("✓ The box's disk");
            assertThat(mustRun("journalctl", "--unit=padlock-box").output()).contains("The box starts.");

            mustRun("dpkg", "--remove", "padlock-box");
            Await.until(
                    "nginx with its own certificate",
                    PATIENCE,
                    () -> PackagedBox.servedAt(nginxPort).equals(stockSerial));
            assertThat(network.listening()).doesNotContain(PackagedBox.HTTP, PackagedBox.HTTPS);
        }
        mustRun("dpkg", "--purge", "padlock-box");
        assertThat(run("systemctl", "status", "padlock-box").output()).contains("could not be found");
        assertThat(debian.file("/var/lib/padlock-box")).doesNotExist();
        assertThat(debian.told(StockBox.CERTIFICATE)).doesNotContain(" -> ");
        theirServicesRun();
        end();
        debian.forget();
    }

    /** Never started again either, in all that time. */
    private void theirServicesRun() throws Exception {
        Await.until("Odoo and its nginx", PATIENCE, () -> network.listening().containsAll(StockBox.PORTS));
        for (String unit : List.of("odoo", "nginx")) {
            assertThat(mustRun("systemctl", "show", "--property=ActiveState,NRestarts", unit)
                            .output())
                    .contains("ActiveState=active", "NRestarts=0");
        }
    }

    private void itSeesOneHomeAndMayWriteToNone() throws Exception {
        Path homes = Path.of("/proc", String.valueOf(pidHere()), "root/home");
        try (var all = Files.newDirectoryStream(homes)) {
            assertThat(all).extracting(home -> home.getFileName().toString()).containsExactly("pi");
        }
        assertThat(Files.readAllLines(Path.of("/proc", String.valueOf(pidHere()), "mountinfo")))
                .filteredOn(line ->
                        Set.of("/home", "/home/pi", "/root", "/run/user").contains(line.split(" ")[4]))
                .hasSize(4)
                .allMatch(line -> line.split(" ")[5].startsWith("ro,"));
    }

    /** The box's process, by the number that it has outside. */
    private long pidHere() {
        return machine.descendants()
                .filter(process ->
                        process.info().command().orElse("").endsWith("/usr/lib/padlock-box/runtime/bin/java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private void add(String settings) throws Exception {
        Path conf = debian.file(PackagedBox.CONF);
        Files.writeString(conf, Files.readString(conf) + settings);
    }

    private void anNginxThatDoesNotTakeItKeepsTheOneBefore() throws Exception {
        Path conf = debian.file("/etc/nginx/nginx.conf");
        String good = Files.readString(conf);
        String before = serial();
        Files.writeString(conf, good + "nonsense;\n");
        assertThat(run("padlock-box", "renew").status()).isEqualTo(3);
        assertThat(PackagedBox.servedAt(nginxPort)).isEqualTo(before);
        assertThat(mustRun("journalctl", "-u", "padlock-box-nginx").output())
                .contains("nginx did not take the box's certificate");
        Files.writeString(conf, good);
        mustRun("padlock-box", "renew");
        assertThat(PackagedBox.servedAt(nginxPort)).isNotEqualTo(before).isEqualTo(serial());
    }

    private void aBoxThatWasKilledComesBack() throws Exception {
        String killed = pid();
        mustRun("sh", "-c", "kill -9 " + killed);
        Await.until("another process", PATIENCE, () -> !List.of(killed, "0").contains(pid()));
        awaitOk();
    }

    private String pid() throws Exception {
        return mustRun("systemctl", "show", "--property=MainPID", "--value", "padlock-box")
                .output()
                .strip();
    }

    private void awaitOk() throws Exception {
        Await.until(
                "a box that is well",
                PATIENCE,
                () -> network.listening().contains(PackagedBox.HTTP)
                        && Box.answers(port)
                        && "OK"
                                .equals(given().get("http://127.0.0.1:" + port + "/status")
                                        .path("code")));
    }

    private String serial() {
        return given().get("http://127.0.0.1:" + port + "/status").path("certificate.serial");
    }

    private Path deb() throws Exception {
        Checkout.mustBeBuilt();
        Path packed = folder.resolve("packed");
        Command made =
                Command.run(Checkout.file("deploy/box/pack").toString(), "--unprepared", "--to", packed.toString());
        assertThat(made.status()).as(made.output()).isZero();
        return Deb.made(packed, "1.0", folder).file();
    }

    private void boot() throws Exception {
        Path said = folder.resolve("boot.log");
        machine = Command.start(
                java.util.Map.of(),
                said,
                List.of(
                        "systemd-nspawn",
                        "--quiet",
                        "--directory=" + folder.resolve("debian"),
                        "--boot",
                        "--network-namespace-path=" + network.name(),
                        "--register=no",
                        "--keep-unit",
                        "--link-journal=no",
                        "--console=read-only"));
        Await.until(
                () -> "a booted systemd\n" + Command.readIfThere(said),
                PATIENCE,
                () -> machine.children().findFirst().isPresent()
                        && run("systemctl", "is-active", "multi-user.target").status() == 0);
    }

    private void end() throws Exception {
        run("systemctl", "poweroff");
        Await.until("the machine's end", PATIENCE, () -> !machine.isAlive());
        network.close();
        assertThat(Processes.on(folder)).isEmpty();
    }

    private Command mustRun(String... words) throws Exception {
        Command command = run(words);
        assertThat(command.status())
                .as(String.join(" ", words) + "\n" + command.output())
                .isZero();
        return command;
    }

    /** Inside, by root. */
    private Command run(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "nsenter",
                "--target=" + machine.children().findFirst().orElseThrow().pid(),
                "--mount",
                "--uts",
                "--ipc",
                "--pid",
                "--net",
                "--cgroup",
                "--root",
                "--wd",
                "/usr/bin/env",
                "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "DEBIAN_FRONTEND=noninteractive"));
        all.addAll(List.of(words));
        return Command.run(all.toArray(String[]::new));
    }
}
