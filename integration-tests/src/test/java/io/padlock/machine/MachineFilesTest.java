package io.padlock.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/machine} starts the server's image with: by systemd and by compose, the same. */
class MachineFilesTest {

    private static final Path SETTINGS = Checkout.file("deploy/machine/server.env");
    private static final Path UNIT = Checkout.file("deploy/machine/padlock-server.service");
    private static final Path COMPOSE = Checkout.file("deploy/machine/compose.yaml");
    private static final Path PROXY = Checkout.file("deploy/machine/nginx.conf");
    private static final Path PAGE = Checkout.file("docs/one-machine.md");

    @TempDir
    private Path somewhere;

    @Test
    void every_setting_is_one_that_the_server_has() throws Exception {
        Set<String> documented = found("`((?:padlock|quarkus)\\.[a-z.-]+)`", Checkout.file("docs/configuration.md"))
                .map(name -> name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());

        Set<String> set = Stream.concat(
                        found("(?m)^#?((?:PADLOCK|QUARKUS)_[A-Z_]+)=", SETTINGS),
                        found("(?m)^ +((?:PADLOCK|QUARKUS)_[A-Z_]+): ", COMPOSE))
                .collect(Collectors.toSet());

        assertThat(set).hasSizeGreaterThan(6).isSubsetOf(documented);
    }

    @Test
    void revocation_lists_are_found_without_tls() throws Exception {
        assertThat(found("(?m)^PADLOCK_PUBLIC_ADDRESS=([a-z]+)://", SETTINGS)).containsExactly("http");
        assertThat(found("(?m)^ +location (/v1/\\S+) ", PROXY)).containsExactly("/v1/authority/");
    }

    @Test
    void all_name_the_image_of_this_version() throws Exception {
        String version = found("(?m)^  <version>(.*)</version>", Checkout.file("pom.xml"))
                .findFirst()
                .orElseThrow();

        for (Path file : new Path[] {UNIT, COMPOSE, PAGE}) {
            assertThat(found("localhost/padlock-server:(\\S+)", file))
                    .as(file.toString())
                    .isNotEmpty()
                    .containsOnly(version);
        }
    }

    @Test
    void systemd_and_compose_give_it_the_same_and_no_privilege() throws Exception {
        assertThat(UNIT)
                .content()
                .contains("--user=10001:10001", "--read-only", "--cap-drop=all", "no-new-privileges")
                .contains("--stop-timeout=40")
                .doesNotContain("--privileged");
        assertThat(COMPOSE)
                .content()
                .contains("user: \"10001:10001\"", "read_only: true", "cap_drop: [ALL]", "no-new-privileges")
                .contains("stop_grace_period: 40s")
                .doesNotContain("privileged: true");
        for (Path file : new Path[] {UNIT, COMPOSE}) {
            assertThat(found("(\\S+:/[a-z/]+(?::ro)?)$", file).map(MachineFilesTest::inside))
                    .as("what it sees of the machine, by " + file.getFileName())
                    .contains(
                            "/etc/padlock/ca:/etc/padlock/ca:ro",
                            "/etc/padlock/trust:/etc/padlock/trust:ro",
                            "/var/lib/padlock:/var/lib/padlock");
        }
    }

    @Test
    void the_unit_is_one_that_systemd_takes() throws Exception {
        assertThat(Path.of("/usr/bin/systemd-analyze"))
                .as("on Debian: apt-get install systemd")
                .isExecutable();
        // Whether podman is on this machine is another question.
        Path unit = Files.writeString(
                somewhere.resolve("padlock-server.service"),
                Files.readString(UNIT).replace("/usr/bin/podman", "/bin/true"));

        Command verified = Command.run("systemd-analyze", "verify", "--man=no", unit.toString());

        assertThat(verified.output().lines().filter(line -> line.contains("padlock-server")))
                .isEmpty();
        assertThat(verified.status()).as(verified.output()).isZero();
    }

    private static String inside(String volume) {
        return volume.replaceFirst("^--volume=", "");
    }

    private static Stream<String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(file).replace(" \\\n", "\n").replaceAll("(?<=\\S) +(?=--)", "\n"))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList()
                .stream();
    }
}
