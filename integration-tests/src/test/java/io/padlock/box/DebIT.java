package io.padlock.box;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box as it is shipped: a Debian package, on a Debian that has no Java. */
class DebIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CONF = PackagedBox.CONF;

    @TempDir
    static Path folder;

    private static Path packed;
    private static Path deb;

    private final int port = Ports.free();
    private final int nginxPort = Ports.free();

    private CleanDebian debian;
    private Process box;
    private Path log;

    @BeforeAll
    static void the_package() throws Exception {
        Checkout.mustBeBuilt();
        packed = folder.resolve("packed");
        mustRun(Checkout.file("deploy/box/pack").toString(), "--unprepared", "--to", packed.toString());
        deb = built("1.0", folder);
    }

    @AfterAll
    static void nothing_of_it_runs() {
        assertThat(Processes.on(folder)).isEmpty();
    }

    @Test
    void a_box_is_installed_serves_is_upgraded_removed_and_purged_and_leaves_nothing() throws Exception {
        debian = CleanDebian.in(folder.resolve("debian"), "passwd,libstdc++6,nginx-light");
        PackagedBox.nginxWithACertificate(debian, nginxPort);
        SortedMap<String, String> before = debian.files();
        String users = Files.readString(debian.file("/etc/passwd")) + Files.readString(debian.file("/etc/group"));
        assertThat(before.keySet()).noneMatch(name -> name.endsWith("/java") || name.endsWith("/libjvm.so"));

        debian.mustRun("dpkg", "--install", inside(deb));
        itIsWhereItBelongs();
        try (Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0")) {
            Customer customer = Customer.knownTo(server);
            Files.writeString(
                    debian.file(CONF),
                    Files.readString(debian.file(CONF)) + PackagedBox.settings(server, customer, port));
            start();
            awaitOk();
            itRunsByItsOwnJavaAndPreparedClasses();
            itsCommandsAreForRoot();
            String serial = status("certificate.serial");
            stop();

            upgraded();
            assertThat(Files.readString(debian.file(CONF)))
                    .contains(customer.code())
                    .doesNotContain("Another comment");
            nginxServesItAfter(serial);
        }

        debian.mustRun("dpkg", "--remove", "padlock-box");
        assertThat(debian.file("/usr/lib/padlock-box")).doesNotExist();
        assertThat(debian.file("/usr/bin/padlock-box")).doesNotExist();
        assertThat(debian.file("/var/lib/padlock-box/current/key.pem")).exists();
        assertThat(debian.file(CONF)).exists();

        debian.mustRun("dpkg", "--purge", "padlock-box");
        assertThat(debian.changesSince(before)).isEmpty();
        assertThat(Files.readString(debian.file("/etc/passwd")) + Files.readString(debian.file("/etc/group")))
                .isEqualTo(users);
        assertThat(debian.mustRun("dpkg-query", "-W").output()).doesNotContain("padlock-box");
        debian.forget();
    }

    @Test
    void the_service_has_hardly_a_right_and_its_units_are_sound() throws Exception {
        Path unpacked = folder.resolve("unpacked");
        mustRun("dpkg-deb", "-x", deb.toString(), unpacked.toString());
        Path units = unpacked.resolve("lib/systemd/system");
        // The threshold is the exposure times ten.
        mustRun(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=19",
                units.resolve("padlock-box.service").toString());
        // systemd looks whether what they start is there.
        Path copies = Files.createDirectory(folder.resolve("units"));
        List<String> verify = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        for (String name : List.of("padlock-box.service", "padlock-box-nginx.service", "padlock-box-nginx.path")) {
            String text = Files.readString(units.resolve(name)).replace("/usr/lib/", unpacked + "/usr/lib/");
            verify.add(Files.writeString(copies.resolve(name), text).toString());
        }
        Command verified = Command.run(verify.toArray(String[]::new));
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).isEmpty();
    }

    @Test
    void the_same_packing_gives_the_same_package_to_the_byte() throws Exception {
        Path again = Files.createDirectory(folder.resolve("again"));
        built("1.0", again);
        assertThat(Files.mismatch(deb, again.resolve(deb.getFileName()))).isEqualTo(-1);
    }

    private static Path built(String version, Path to) throws Exception {
        Command made = Command.run(
                Map.of("SOURCE_DATE_EPOCH", "1790000000"),
                Checkout.file("deploy/box/deb").toString(),
                "--packed",
                packed.toString(),
                "--version",
                version,
                "--compression",
                "none",
                "--to",
                to.toString());
        assertThat(made.status()).as(made.output()).isZero();
        String architecture = mustRun("dpkg", "--print-architecture").output().strip();
        return to.resolve("padlock-box_" + version + "_" + architecture + ".deb");
    }

    private void itIsWhereItBelongs() throws Exception {
        assertThat(debian.mustRun("id", "padlock-box").output()).doesNotContain("(root)");
        String owner = debian.mustRun("sh", "-c", "echo $(id -u padlock-box):$(id -g padlock-box)")
                .output()
                .strip();
        assertThat(debian.told("/var/lib/padlock-box")).isEqualTo("700 " + owner);
        assertThat(debian.told(CONF)).isEqualTo("600 0:0");
        assertThat(debian.told("/usr/lib/padlock-box/classes.jsa")).isEqualTo("644 0:0");
        assertThat(debian.mustRun(
                                "find",
                                "/usr/lib/padlock-box",
                                "/usr/bin/padlock-box",
                                "-not",
                                "-user",
                                "root",
                                "-o",
                                "-perm",
                                "/022",
                                "-not",
                                "-type",
                                "l")
                        .output())
                .isEmpty();
        assertThat(debian.file("/etc/systemd/system/multi-user.target.wants/padlock-box.service")
                        .toFile()
                        .toPath())
                .isSymbolicLink();
    }

    /** As its unit says, which no systemd reads here. */
    private void start() throws Exception {
        assertThat(debian.file("/lib/systemd/system/padlock-box.service"))
                .content()
                .contains(
                        "User=padlock-box\n",
                        "EnvironmentFile=" + CONF + "\n",
                        "ExecStart=/usr/lib/padlock-box/serve\n");
        debian.mustRun("install", "-d", "-m", "700", "-o", "padlock-box", "-g", "padlock-box", "/run/padlock-box");
        Map<String, String> environment = Files.readAllLines(debian.file(CONF)).stream()
                .filter(line -> line.matches("[A-Z_]+=.*"))
                .collect(Collectors.toMap(
                        line -> line.split("=", 2)[0],
                        line -> line.split("=", 2)[1],
                        (one, other) -> other,
                        HashMap::new));
        log = Files.createTempFile(folder, "box", ".log");
        box = debian.start(
                environment,
                log,
                List.of(
                        "setpriv",
                        "--reuid=padlock-box",
                        "--regid=padlock-box",
                        "--clear-groups",
                        "/usr/lib/padlock-box/serve"));
        Await.until(() -> "the installed box\n" + Command.readIfThere(log), PATIENCE, () -> Box.answers(port));
    }

    private void stop() {
        Command.stop(box);
        // The JVM's own, of an archive that does not fit for instance.
        assertThat(Command.readIfThere(log)).doesNotContain("[warning]", "OpenJDK 64-Bit", " ERROR ");
    }

    private void awaitOk() throws Exception {
        Await.until(() -> "a certificate\n" + Command.readIfThere(log), PATIENCE, () -> "OK".equals(status("code")));
    }

    private String status(String path) {
        return given().get("http://127.0.0.1:" + port + "/status").path(path);
    }

    private void itRunsByItsOwnJavaAndPreparedClasses() throws Exception {
        String maps = Files.readString(Path.of("/proc/" + box.pid() + "/maps"));
        assertThat(maps)
                .contains("/usr/lib/padlock-box/runtime/lib/server/libjvm.so", "/usr/lib/padlock-box/classes.jsa");
    }

    private void itsCommandsAreForRoot() throws Exception {
        Command status = debian.mustRun("padlock-box", "status");
        assertThat(status.output()).startsWith("OK\n");
        Command byNobody = debian.run("setpriv", "--reuid=nobody", "--clear-groups", "padlock-box", "status");
        assertThat(byNobody.status()).isEqualTo(1);
        assertThat(byNobody.output()).contains("sudo");
        assertThat(debian.run("padlock-box").output()).contains("systemctl status padlock-box");
    }

    /** The same in a later version, whose file of settings says something else. */
    private void upgraded() throws Exception {
        Path next = folder.resolve("next");
        mustRun("dpkg-deb", "-R", deb.toString(), next.toString());
        rewrite(next.resolve("DEBIAN/control"), "Version: 1.0", "Version: 1.1");
        rewrite(next.resolve(CONF.substring(1)), "# Padlock's box", "# Another comment. Padlock's box");
        Path newer = folder.resolve("newer.deb");
        mustRun("dpkg-deb", "-b", "--root-owner-group", "-Znone", next.toString(), newer.toString());
        // Without somebody to ask, as unattended upgrades do it.
        debian.mustRun("dpkg", "--force-confdef", "--force-confold", "--install", inside(newer));
        assertThat(debian.mustRun("dpkg-query", "-W", "padlock-box").output()).contains("1.1");
        assertThat(debian.file("/usr/lib/padlock-box/classes.jsa")).exists();
        assertThat(debian.told(CONF)).isEqualTo("600 0:0");
    }

    private static void rewrite(Path file, String from, String to) throws Exception {
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    private String inside(Path made) throws Exception {
        Files.copy(made, debian.file("/tmp/" + made.getFileName()));
        return "/tmp/" + made.getFileName();
    }

    /** The box has no right to nginx's files; root's unit does that when the box asks, and stands here without its systemd. */
    private void nginxServesItAfter(String serial) throws Exception {
        Files.writeString(debian.file(CONF), Files.readString(debian.file(CONF)) + """
                PADLOCK_BOX_HTTPS_BY=NGINX
                PADLOCK_BOX_NGINX_PORT=%d
                PADLOCK_BOX_NGINX_RELOAD=nginx,-s,reload
                """.formatted(nginxPort));
        debian.mustRun("nginx");
        Process unit = debian.start(
                Map.of(), Files.createTempFile(folder, "unit", ".log"), List.of("sh", "-c", """
                set -a; . %s; set +a
                while sleep 0.1; do [ ! -e /run/padlock-box/nginx ] || /usr/lib/padlock-box/nginx-pair; done
                """.formatted(CONF)));
        try {
            start();
            awaitOk();
            // What it had before the upgrade: nobody was asked for another.
            assertThat(status("certificate.serial")).isEqualTo(serial);
            Await.until(
                    "the certificate by nginx",
                    PATIENCE,
                    () -> PackagedBox.servedAt(nginxPort).equals(serial));
            debian.mustRun("padlock-box", "renew");
            assertThat(PackagedBox.servedAt(nginxPort)).isNotEqualTo(serial).isEqualTo(status("certificate.serial"));
            assertThat(debian.told(PackagedBox.NGINX_KEY))
                    .endsWith("0:0 -> /var/lib/padlock-box-nginx/current/key.pem");
            assertThat(debian.told("/var/lib/padlock-box-nginx")).isEqualTo("700 0:0");
            stop();
        } finally {
            unit.destroy();
            debian.run("nginx", "-s", "stop");
            unit.waitFor();
        }
        Await.until("nginx to be gone", PATIENCE, () -> !Ports.isOpen(nginxPort));
    }

    private static Command mustRun(String... words) throws Exception {
        Command command = Command.run(words);
        assertThat(command.status())
                .as(String.join(" ", words) + "\n" + command.output())
                .isZero();
        return command;
    }
}
