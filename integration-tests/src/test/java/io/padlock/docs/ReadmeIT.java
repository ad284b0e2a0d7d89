package io.padlock.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Checkout;
import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's session happens as it is told, and its requests do what the text around them says. */
class ReadmeIT {

    private static final Page README = Page.named("README.md");

    @TempDir
    Path folder;

    @BeforeAll
    static void what_is_tested_is_built() throws Exception {
        Checkout.mustBeBuilt();
    }

    @Test
    void the_session_happens_as_it_is_told() throws Exception {
        List<String> told = README.blocks("console").get(0);
        assertThat(told.get(0)).isEqualTo("$ deploy/try --once");
        int[] ports = {Ports.free(), Ports.free(), Ports.free(), Ports.free(), Ports.free()};

        Command trial = Command.run(
                "deploy/try",
                "--once",
                "--data",
                folder.toString(),
                "--port",
                "" + ports[0],
                "--management-port",
                "" + ports[1],
                "--box-port",
                "" + ports[2],
                "--box-https-port",
                "" + ports[3],
                "--dns-port",
                "" + ports[4]);

        String happened = trial.output()
                .replace(":" + ports[0], ":8080")
                .replace(":" + ports[1], ":9000")
                .replace(":" + ports[2], ":8081")
                .replace(":" + ports[3], ":8443")
                .replace(folder.toString(), "~/.padlock-try");
        assertThat(whatDiffersFromDayToDayTakenOut(happened))
                .isEqualTo(whatDiffersFromDayToDayTakenOut(String.join("\n", told.subList(1, told.size())) + "\n"));
    }

    @Test
    void the_requests_do_what_the_text_around_them_says() throws Exception {
        try (Server server = Server.start(folder.resolve(".padlock"))) {
            for (String line : Files.readAllLines(Checkout.file("deploy/demo/databases.ndjson"))) {
                String uuid = line.replaceAll(".*\"uuid\": *\"([^\"]+)\".*", "$1");
                assertThat(asOperator(server, uuid, line).output()).contains("\"eligible\"");
            }
            List<String> requests = README.commands().stream()
                    .filter(command -> command.startsWith("curl "))
                    .toList();
            assertThat(requests).hasSize(2);

            assertThat(run(server, requests.get(0)).output())
                    .contains("The database's subscription is Paused.")
                    .contains("resume the subscription");
            assertThat(run(server, requests.get(1)).output()).contains("\"eligible\":true");
        }
    }

    private Command asOperator(Server server, String uuid, String body) throws Exception {
        return Command.run(
                "curl",
                "-s",
                "-X",
                "PUT",
                "-H",
                "Authorization: Bearer " + server.operatorToken(),
                "-H",
                "Content-Type: application/json",
                "-d",
                body,
                server.url() + "/v1/operator/databases/" + uuid);
    }

    /** As it stands there, but for the port; and with a home of this test's own, for the token in ~/.padlock. */
    private Command run(Server server, String command) throws Exception {
        return Command.run(
                Map.of("HOME", folder.toString()),
                "bash",
                "-c",
                command.replace("http://127.0.0.1:8080", server.url()));
    }

    private static String whatDiffersFromDayToDayTakenOut(String text) {
        return text.replaceAll("[0-9a-f]{8}\\.odoo-iot\\.com", "<zone>.odoo-iot.com")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "<moment>");
    }
}
