package io.padlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/try, the first thing that anybody runs. */
class TryIT {

    @TempDir
    Path folder;

    @BeforeAll
    static void what_is_tested_is_built() throws Exception {
        Checkout.mustBeBuilt();
    }

    private final int[] ports = {Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free()};

    @AfterEach
    void nothing_is_left_running_and_no_port_open() throws Exception {
        Await.until(
                "the end of everything on " + folder,
                Duration.ofSeconds(30),
                () -> Processes.on(folder).isEmpty());
        for (int port : ports) {
            assertThat(Ports.isOpen(port)).isFalse();
        }
    }

    @Test
    void once_proves_the_padlock_and_a_second_time_keeps_authority_and_zone() throws Exception {
        Command first = Command.run(words("--once"));
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("The box made a key, asked for a certificate and got it:")
                .contains("The padlock holds:");
        assertThat(Processes.on(folder))
                .as("everything is stopped when it ends")
                .isEmpty();
        String root = Files.readString(data().resolve("root.pem"));

        Command second = Command.run(words("--once"));

        assertThat(second.status()).as(second.output()).isZero();
        assertThat(second.output()).contains("The box has its certificate from before");
        assertThat(Files.readString(data().resolve("root.pem"))).isEqualTo(root);
        assertThat(zone(second)).isEqualTo(zone(first));

        // Its box forgotten, the database still gets the same zone.
        Command.run("rm", "-r", data().resolve("box").toString());
        Command third = Command.run(words("--once"));
        assertThat(third.output()).contains("asked for a certificate and got it");
        assertThat(zone(third)).isEqualTo(zone(first));
    }

    @Test
    void ctrl_c_in_a_terminal_stops_everything() throws Exception {
        Path output = folder.resolve("terminal.log");
        // A terminal of its own, in which Ctrl-C is what it is for a person: a signal to everything in front.
        Process terminal = new ProcessBuilder(
                        "script", "-qefc", "env --default-signal=INT " + String.join(" ", words()), "/dev/null")
                .directory(Checkout.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (OutputStream keyboard = terminal.getOutputStream()) {
            Await.until(
                    "the trial's last line",
                    Duration.ofSeconds(90),
                    () -> Command.readIfThere(output).contains("Ctrl-C stops everything."));
            assertThat(Ports.isOpen(ports[0])).isTrue();
            assertThat(Ports.isOpen(ports[3])).isTrue();

            keyboard.write(3);
            keyboard.flush();

            assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Files.readString(output)).contains("Stopped. Everything is kept in");
    }

    @Test
    void a_trial_that_was_killed_is_cleared_away_by_the_next() throws Exception {
        Path output = folder.resolve("killed.log");
        Process trial = Command.start(Map.of(), output, List.of(words()));
        Await.until(
                "the trial's last line",
                Duration.ofSeconds(90),
                () -> Command.readIfThere(output).contains("Ctrl-C stops everything."));

        trial.destroyForcibly().waitFor();
        Command next = Command.run(words("--once"));

        assertThat(next.output()).contains("Stopping what an earlier trial left running");
        assertThat(next.status()).as(next.output()).isZero();
    }

    @Test
    void a_trial_that_runs_is_left_alone_by_a_second_one_and_named() throws Exception {
        Path output = folder.resolve("first.log");
        Process first = Command.start(Map.of(), output, List.of(words()));
        Await.until(
                "the trial's last line",
                Duration.ofSeconds(90),
                () -> Command.readIfThere(output).contains("Ctrl-C stops everything."));

        Command second = Command.run(words("--once"));

        assertThat(second.status()).isEqualTo(1);
        assertThat(second.output()).contains("Another deploy/try (process " + first.pid() + ") runs on");
        assertThat(Ports.isOpen(ports[0])).isTrue();
        first.destroy();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void settings_for_a_server_elsewhere_do_not_reach_the_trial() throws Exception {
        Map<String, String> elsewhere = Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:1/production",
                "PADLOCK_OPERATOR_TOKEN", "the-token-of-a-server-elsewhere",
                "PADLOCK_BOX_SERVER_ROOTS", "/nowhere",
                "http_proxy", "http://127.0.0.1:1");

        Command trial = Command.run(elsewhere, words("--once"));

        assertThat(trial.status()).as(trial.output()).isZero();
    }

    @Test
    void a_port_in_use_is_a_sentence_with_the_option_that_changes_it() throws Exception {
        try (ServerSocket somebody = new ServerSocket(ports[2], 1, InetAddress.getByName("127.0.0.1"))) {
            Command trial = Command.run(words("--once"));

            assertThat(trial.status()).isEqualTo(1);
            assertThat(trial.output())
                    .contains("Port " + somebody.getLocalPort() + " is in use by another program")
                    .contains("deploy/try --box-port N");
        }
    }

    @Test
    void the_browser_opens_the_trials_page_and_says_so_when_there_is_none() throws Exception {
        Map<String, String> here = Map.of("PADLOCK_DATA", data().toString());
        String picture = folder.resolve("box.png").toString();
        Path output = folder.resolve("trial.log");
        assertThat(Command.run(here, "deploy/browser", "--screenshot", picture).output())
                .contains("Start deploy/try first");
        Process trial = Command.start(Map.of(), output, List.of(words()));
        Await.until(
                "the trial's last line",
                Duration.ofSeconds(90),
                () -> Command.readIfThere(output).contains("Ctrl-C stops everything."));

        Command taken = Command.run(here, "deploy/browser", "--screenshot", picture);

        assertThat(taken.output()).contains("The picture is in " + picture);
        assertThat(Path.of(picture)).isNotEmptyFile();
        trial.destroy();
        assertThat(trial.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void what_it_does_not_know_it_says() throws Exception {
        assertThat(Command.run("deploy/try", "--twice").output()).contains("does not know \"--twice\"");
        assertThat(Command.run("deploy/try", "--port", "many").output()).contains("a number from 1 to 65535");
        assertThat(Command.run("deploy/try", "--help").status()).isZero();
        assertThat(Command.run("deploy/try", "--data", data().toString(), "--port", "8090", "--box-port", "8090")
                        .output())
                .contains("Two of the ports are the same");
        assertThat(Command.run(Map.of("JAVA_HOME", "/nowhere"), "deploy/try", "--once")
                        .output())
                .contains("JAVA_HOME is /nowhere, and no JDK is there");
    }

    private String[] words(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "deploy/try",
                "--data",
                data().toString(),
                "--port",
                String.valueOf(ports[0]),
                "--management-port",
                String.valueOf(ports[1]),
                "--box-port",
                String.valueOf(ports[2]),
                "--box-https-port",
                String.valueOf(ports[3]),
                "--dns-port",
                String.valueOf(ports[4])));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String zone(Command trial) {
        Matcher zone = Pattern.compile("\\*\\.([0-9a-f]{8})\\.odoo-iot\\.com").matcher(trial.output());
        assertThat(zone.find()).as(trial.output()).isTrue();
        return zone.group(1);
    }
}
