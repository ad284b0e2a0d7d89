package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The box as it is shipped: a Debian package, on a Debian that has no Java and Odoo's own service. */
class DebIT {

    private static final String CONF = PackagedBox.CONF;
    private static final String JAVA = "usr/lib/padlock-box/runtime/";

    /** With this much or less left Odoo's software asks for another. */
    private static final Duration ODOO_RENEWS = Duration.ofDays(10);

    @TempDir
    static Path folder;

    private static Path packed;
    private static Deb deb;

    private CleanDebian debian;
    private SortedMap<String, String> before;
    private InstalledBox box;
    private int nginxPort;
    private String stockSerial;

    @BeforeAll
    static void the_package() throws Exception {
        Checkout.mustBeBuilt();
        packed = folder.resolve("packed");
        mustRun(Checkout.file("deploy/box/pack").toString(), "--unprepared", "--to", packed.toString());
        deb = Deb.made(packed, "1.0", folder);
    }

    @AfterAll
    static void nothing_of_it_runs() {
        assertThat(Processes.on(folder)).isEmpty();
    }

    @Test
    void a_box_is_installed_upgraded_put_back_removed_and_purged_and_odoos_own_service_beside_it_never_notices()
            throws Exception {
        try (OwnNetwork network = OwnNetwork.in(folder.resolve("network"));
                Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0")) {
            network.letOut(server.port());
            debian = CleanDebian.in(folder.resolve("debian"), "passwd,libstdc++6,nginx-light,apt")
                    .inside(network);
            Customer customer = Customer.knownTo(server);
            StockBox.on(debian, customer);
            before = debian.files();
            List<String> users = users();
            assertThat(before.keySet()).noneMatch(name -> name.endsWith("/java") || name.endsWith("/libjvm.so"));
            nginxPort = network.leadingTo(443);
            box = new InstalledBox(debian, network, folder);
            try (StockBox.Running stock = new StockBox.Running(debian, network, folder)) {
                stockSerial = PackagedBox.servedAt(nginxPort);

                Deb earlier = deb.earlier("0.9", folder);
                apt("install", inside(earlier));
                itIsWhereItBelongs();
                Files.writeString(
                        debian.file(CONF), Files.readString(debian.file(CONF)) + PackagedBox.settings(server));
                box.start();
                String serial = box.status("certificate.serial");
                itTakesNothingOfTheirs(network, server, users);
                assertThat(PackagedBox.servedAt(network.leadingTo(PackagedBox.HTTPS)))
                        .isEqualTo(serial);
                box.runsByItsOwnJavaAndPreparedClasses();
                box.speaksTheLanguagesOfItsReaders();
                itsCommandsAreForRoot();
                assertThat(box.status("cause")).isEqualTo(InstalledBox.EARLIER_WORDS);
                box.stop();

                upgraded();
                serial = nginxServesItAfter(serial);
                nginxHasItsOwnAgainWhenTheBoxServesByItself(serial);
                putBack(earlier, serial);
                removed(users);

                apt("purge", "padlock-box");
                assertThat(debian.changesSince(before)).isEmpty();
                assertThat(users()).isEqualTo(users);
                assertThat(debian.mustRun("dpkg-query", "-W").output()).doesNotContain("padlock-box");
                stock.answeredThroughout();
            }
        }
        debian.forget();
    }

    @Test
    void the_service_has_hardly_a_right_and_its_units_are_sound_and_leave_others_alone() throws Exception {
        Path unpacked = deb.unpackedTo(folder.resolve("unpacked"));
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
            String text = Files.readString(units.resolve(name));
            assertThat(text.lines())
                    .noneMatch(line -> line.matches(
                            "(Conflicts|Before|Requires|Requisite|BindsTo|PartOf|Upholds|OnFailure|OnSuccess|Alias|Also"
                                    + "|PropagatesStopTo|StopPropagatedFrom|PropagatesReloadTo|JoinsNamespaceOf)=.*"))
                    .noneMatch(line -> line.matches(".*(?<![-\\w])(odoo|nginx)\\.(service|socket|target).*"));
            verify.add(Files.writeString(copies.resolve(name), text.replace("/usr/lib/", unpacked + "/usr/lib/"))
                    .toString());
        }
        Command verified = Command.run(verify.toArray(String[]::new));
        assertThat(verified.status()).as(verified.output()).isZero();
        assertThat(verified.output()).isEmpty();
        for (String relation : List.of("Conflicts", "Breaks", "Replaces", "Provides", "Pre-Depends")) {
            assertThat(deb.field(relation)).as(relation).isEmpty();
        }
    }

    @Test
    void the_same_packing_gives_the_same_package_to_the_byte() throws Exception {
        Deb again = Deb.made(packed, "1.0", Files.createDirectory(folder.resolve("again")));
        assertThat(Files.mismatch(deb.file(), again.file())).isEqualTo(-1);
    }

    /** Which of both is the other one depends on where this runs. */
    @Test
    void the_package_for_the_other_architecture_is_this_one_but_for_its_java() throws Exception {
        String here = Deb.architectureHere();
        String other = here.equals("arm64") ? "amd64" : "arm64";
        // By the JDK that Debian has for both.
        Deb made = Deb.made(Map.of("JAVA_HOME", ""), packed, "1.0", other, folder);

        assertThat(made.field("Architecture")).isEqualTo(other);
        assertThat(made.field("Depends").replaceFirst("libc6 [^,]*", "libc6"))
                .isEqualTo(deb.field("Depends").replaceFirst("libc6 [^,]*", "libc6"));
        Path theirs = made.unpackedTo(folder.resolve(other));
        Path ours = deb.unpackedTo(folder.resolve(here));
        assertThat(Elf.machinesIn(ours).values()).containsOnly(Elf.machine(here));
        assertThat(Elf.machinesIn(theirs))
                .containsKeys(JAVA + "bin/java", JAVA + "lib/server/libjvm.so")
                .allSatisfy((name, machine) -> {
                    assertThat(name).startsWith(JAVA);
                    assertThat(machine).isEqualTo(Elf.machine(other));
                });
        assertThat(modulesIn(theirs)).isEqualTo(modulesIn(ours));
        Set<String> names = namesBesideJavaIn(ours);
        assertThat(names).contains("usr/lib/padlock-box/classes.list", "usr/lib/padlock-box/jvm.options");
        assertThat(namesBesideJavaIn(theirs)).isEqualTo(names);
        for (String name : names) {
            assertThat(Files.mismatch(ours.resolve(name), theirs.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    private static String modulesIn(Path unpacked) throws Exception {
        return Files.readAllLines(unpacked.resolve(JAVA + "release")).stream()
                .filter(line -> line.startsWith("MODULES="))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> namesBesideJavaIn(Path folder) throws Exception {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith(JAVA))
                    .forEach(names::add);
        }
        return names;
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
        assertThat(debian.file("/etc/systemd/system/multi-user.target.wants/padlock-box.service"))
                .isSymbolicLink();
    }

    /** Installed as it comes, told whose it is by Odoo's own file. */
    private void itTakesNothingOfTheirs(OwnNetwork network, Server server, List<String> users) throws Exception {
        Set<Integer> ports = new TreeSet<>(StockBox.PORTS);
        ports.addAll(List.of(PackagedBox.HTTP, PackagedBox.HTTPS, server.port()));
        assertThat(network.listening()).isEqualTo(ports);
        assertThat(PackagedBox.servedAt(nginxPort)).isEqualTo(stockSerial);
        onlyUsersAreAdded(users, Set.of());
        // What it writes, its log too, is in these, and in a /tmp that its unit gives it alone.
        assertThat(debian.mustRun(
                                "find",
                                "/",
                                "-xdev",
                                "-user",
                                "padlock-box",
                                "-not",
                                "-path",
                                "/var/lib/padlock-box*",
                                "-not",
                                "-path",
                                "/run/padlock-box*",
                                "-not",
                                "-path",
                                "/tmp/*")
                        .output())
                .isEmpty();
        assertThat(debian.file("/var/lib/padlock-box/log/box.log")).content().contains("The box starts.");
    }

    private void onlyUsersAreAdded(List<String> users, Set<String> andChanged) throws Exception {
        Set<String> changed = debian.changedSince(before);
        changed.removeAll(Set.of("/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow"));
        assertThat(changed).isEqualTo(andChanged);
        assertThat(users()).containsAll(users).hasSize(users.size() + 2);
    }

    private List<String> users() throws Exception {
        List<String> users = new ArrayList<>(Files.readAllLines(debian.file("/etc/passwd")));
        users.addAll(Files.readAllLines(debian.file("/etc/group")));
        return users;
    }

    private void itsCommandsAreForRoot() throws Exception {
        Command status = debian.mustRun("padlock-box", "status");
        assertThat(status.output()).startsWith("OK\n");
        Command byNobody = debian.run("setpriv", "--reuid=nobody", "--clear-groups", "padlock-box", "status");
        assertThat(byNobody.status()).isEqualTo(1);
        assertThat(byNobody.output()).contains("sudo");
        assertThat(debian.run("padlock-box").output()).contains("systemctl status padlock-box");
        aPrintersCertificateIsMadeByTheBoxAndTrustedByRoot();
    }

    private void aPrintersCertificateIsMadeByTheBoxAndTrustedByRoot() throws Exception {
        debian.mustRun("padlock-box", "printer", "generate", "192.168.1.25", "--to", "/var/lib/padlock-box/made");
        String made = "/var/lib/padlock-box/made/printer-192-168-1-25.key";
        assertThat(debian.told(made)).startsWith("600 ").isNotEqualTo("600 0:0");

        debian.mustRun("padlock-box", "printer", "import", "192.168.1.25", "--system", "firefox", "--run");
        assertThat(debian.told("/etc/firefox/policies/policies.json")).isEqualTo("644 0:0");
        assertThat(debian.mustRun("find", "/var/lib/padlock-box", "-user", "root")
                        .output())
                .as("what root left that the box can't read")
                .isEmpty();
        debian.mustRun("rm", "-r", "/etc/firefox");
    }

    private void upgraded() throws Exception {
        apt("install", inside(deb));
        assertThat(debian.mustRun("dpkg-query", "-W", "padlock-box").output()).endsWith("1.0\n");
        itsSettingsAreKept();
    }

    private void itsSettingsAreKept() throws Exception {
        assertThat(debian.told(CONF)).isEqualTo("600 0:0");
        assertThat(Files.readString(debian.file(CONF)))
                .contains("PADLOCK_BOX_ODOO_FILES=/home/pi\nPADLOCK_BOX_ADDRESS=127.0.0.1\n", "Another comment");
    }

    /** The box has no right to nginx's files; root's unit does that when the box asks, and stands here without its systemd. */
    private String nginxServesItAfter(String serial) throws Exception {
        Files.writeString(debian.file(CONF), Files.readString(debian.file(CONF)) + """
                PADLOCK_BOX_HTTPS_BY=NGINX
                PADLOCK_BOX_NGINX_RELOAD=nginx,-s,reload
                """);
        Process unit = rootsPart();
        try {
            box.start();
            assertThat(box.status("cause")).isEqualTo(InstalledBox.WORDS);
            box.runsByItsOwnJavaAndPreparedClasses();
            // What it had before the upgrade: nobody was asked for another.
            assertThat(box.status("certificate.serial")).isEqualTo(serial);
            Await.until(
                    "the certificate by nginx",
                    InstalledBox.PATIENCE,
                    () -> PackagedBox.servedAt(nginxPort).equals(serial));
            debian.mustRun("padlock-box", "renew");
            String renewed = box.status("certificate.serial");
            assertThat(PackagedBox.servedAt(nginxPort)).isNotEqualTo(serial).isEqualTo(renewed);
            assertThat(debian.told(StockBox.KEY)).endsWith("0:0 -> /var/lib/padlock-box-nginx/current/key.pem");
            odoosUserReadsTheCertificateAndNotTheKey();
            box.stop();
            return renewed;
        } finally {
            unit.destroy();
            unit.waitFor();
        }
    }

    /** And back to nginx, which is how the rest of this finds it. */
    private void nginxHasItsOwnAgainWhenTheBoxServesByItself(String serial) throws Exception {
        String settings = Files.readString(debian.file(CONF));
        Files.writeString(debian.file(CONF), settings.replace("PADLOCK_BOX_HTTPS_BY=NGINX\n", ""));
        Process unit = rootsPart();
        try {
            box.start();
            Await.until(
                    "nginx with its own certificate",
                    InstalledBox.PATIENCE,
                    () -> PackagedBox.servedAt(nginxPort).equals(stockSerial));
            assertThat(debian.told(StockBox.CERTIFICATE)).doesNotContain(" -> ");
            assertThat(debian.told(StockBox.KEY)).doesNotContain(" -> ");
            assertThat(debian.file("/var/lib/padlock-box-nginx")).doesNotExist();
            box.stop();
        } finally {
            unit.destroy();
            unit.waitFor();
        }
        Files.writeString(debian.file(CONF), settings);
        debian.mustRun("sh", "-c", "set -a; . " + CONF + "; set +a; /usr/lib/padlock-box/nginx-pair");
        Await.until(
                "the box's certificate by nginx",
                InstalledBox.PATIENCE,
                () -> PackagedBox.servedAt(nginxPort).equals(serial));
    }

    /** The path unit and what it starts. */
    private Process rootsPart() throws Exception {
        return debian.start(
                Map.of(), Files.createTempFile(folder, "unit", ".log"), List.of("sh", "-c", """
                set -a; . %s; set +a
                while sleep 0.1; do [ ! -e /run/padlock-box/nginx ] || /usr/lib/padlock-box/nginx-pair; done
                """.formatted(CONF)));
    }

    /** It looks at it at each start and each midnight, and one that it can't read is the end of its start. */
    private void odoosUserReadsTheCertificateAndNotTheKey() throws Exception {
        List<String> read = List.of("setpriv", "--reuid=odoo", "--regid=odoo", "--init-groups", "cat");
        String pem = debian.mustRun(with(read, StockBox.CERTIFICATE)).output();
        X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        assertThat(leaf.getSubjectX500Principal().getName()).startsWith("CN=*.");
        assertThat(leaf.getNotAfter()).isAfter(Instant.now().plus(ODOO_RENEWS));
        assertThat(debian.run(with(read, "/var/lib/padlock-box-nginx/current/key.pem"))
                        .status())
                .isEqualTo(1);
    }

    private static String[] with(List<String> words, String last) {
        return Stream.concat(words.stream(), Stream.of(last)).toArray(String[]::new);
    }

    /** To the version before: with its own jars and classes, on what the later one left. */
    private void putBack(Deb earlier, String serial) throws Exception {
        apt("install", "--allow-downgrades", "/tmp/" + earlier.file().getFileName());
        assertThat(debian.mustRun("dpkg-query", "-W", "padlock-box").output()).endsWith("0.9\n");
        itsSettingsAreKept();
        box.start();
        assertThat(box.status("cause")).isEqualTo(InstalledBox.EARLIER_WORDS);
        assertThat(box.status("certificate.serial")).isEqualTo(serial);
        box.runsByItsOwnJavaAndPreparedClasses();
        box.stop();
    }

    private void removed(List<String> users) throws Exception {
        onlyUsersAreAdded(users, Set.of(StockBox.CERTIFICATE, StockBox.KEY));
        apt("remove", "padlock-box");
        assertThat(debian.file("/usr/lib/padlock-box")).doesNotExist();
        assertThat(debian.file("/usr/bin/padlock-box")).doesNotExist();
        assertThat(debian.file("/var/lib/padlock-box/current/key.pem")).exists();
        assertThat(debian.file(CONF)).exists();
        // Whoever takes it away gets back what was there before, whether the rest is purged or not.
        onlyUsersAreAdded(users, Set.of());
        debian.mustRun("nginx", "-s", "reload");
        Await.until(
                "nginx with its own certificate",
                InstalledBox.PATIENCE,
                () -> PackagedBox.servedAt(nginxPort).equals(stockSerial));
    }

    /** Without somebody to ask, as unattended upgrades do it. */
    private void apt(String what, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "apt-get",
                "--quiet",
                "--yes",
                "--option=Dpkg::Options::=--force-confdef",
                "--option=Dpkg::Options::=--force-confold",
                what));
        all.addAll(List.of(words));
        debian.mustRun(all.toArray(String[]::new));
    }

    private String inside(Deb made) throws Exception {
        Files.copy(made.file(), debian.file("/tmp/" + made.file().getFileName()));
        return "/tmp/" + made.file().getFileName();
    }

    private static Command mustRun(String... words) throws Exception {
        Command command = Command.run(words);
        assertThat(command.status())
                .as(String.join(" ", words) + "\n" + command.output())
                .isZero();
        return command;
    }
}
