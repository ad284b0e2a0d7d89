package io.padlock.box.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.TestBox;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.printers.PrintersConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where no box runs. With one that runs they are shown by the integration tests. */
class CommandsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final String TOKEN = "https://db.example.com|A1b2|" + TestBox.UUID + "|" + TestBox.CODE;

    @TempDir
    Path data;

    private final TestClock clock = new TestClock(NOW);
    private final Map<String, String> settings = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void a_folder() {
        settings.put("padlock.box.data", data.toString());
    }

    @Test
    void the_certificate_on_the_disk_is_told_and_whether_it_is_good() throws Exception {
        var pair = Pairs.fresh(ISSUER, NOW);
        Pairs.install(data, pair);

        assertThat(run("check")).isZero();
        assertThat(out.toString())
                .contains("names: [*.d73e7513.odoo-iot.com, d73e7513.odoo-iot.com]")
                .contains("serial: " + pair.serial())
                .doesNotContain("problem");

        out.getBuffer().setLength(0);
        clock.goOn(Duration.ofDays(91));
        assertThat(run("check", "--json")).isEqualTo(3);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("problem").asText()).contains("not valid now");
        assertThat(json.path("notAfter").asText()).isEqualTo(pair.notAfter().toString());
    }

    @Test
    void a_certificate_that_is_damaged_or_not_there_is_a_problem_and_no_trace() throws Exception {
        assertThat(run("check")).isEqualTo(3);
        assertThat(out.toString()).contains("problem: No certificate is in " + data);

        Pairs.install(data, Pairs.fresh(ISSUER, NOW));
        Files.writeString(data.resolve("current/key.pem"), "rubbish");
        assertThat(run("check")).isEqualTo(3);
        assertThat(out.toString()).contains("is damaged");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void what_needs_a_box_that_runs_says_so() {
        for (String command : new String[] {"status", "renew"}) {
            assertThat(run(command)).as(command).isEqualTo(1);
            assertThat(err.toString()).contains("No box runs on " + data).contains("-Dpadlock.box.data");
        }
    }

    @Test
    void a_token_is_kept_for_the_next_box() throws Exception {
        assertThat(run("connect", TOKEN)).isZero();

        assertThat(out.toString()).contains("Connected.").doesNotContain(TestBox.CODE);
        assertThat(Files.readString(data.resolve("connection.conf"))).contains(TestBox.UUID);
    }

    @Test
    void a_program_that_connects_a_box_that_does_not_run_is_told_so() throws Exception {
        assertThat(run("connect", "--json", TOKEN)).isZero();

        assertThat(new ObjectMapper().readTree(out.toString()))
                .isEqualTo(new ObjectMapper().readTree("{\"connected\":true,\"running\":false}"));
    }

    @Test
    void what_is_no_token_is_told_without_a_word_of_it() {
        assertThat(run("connect", "https://db.example.com|A1b2|SECRET")).isEqualTo(1);

        assertThat(err.toString()).contains("4 parts between bars").doesNotContain("SECRET");
        assertThat(data.resolve("connection.conf")).doesNotExist();
    }

    @Test
    void a_setting_that_goes_before_the_token_is_named() {
        settings.put("padlock.box.enterprise-code", "M-SET");

        assertThat(run("connect", TOKEN)).isEqualTo(1);

        assertThat(err.toString()).contains("padlock.box.enterprise-code").doesNotContain("M-SET");
    }

    @Test
    void another_password_is_shown_and_works() {
        assertThat(run("password")).isZero();

        assertThat(new BoxPassword(data).is(out.toString().strip())).isTrue();
    }

    @Test
    void a_diagnosis_is_told_with_the_lines_to_be_copied_and_what_a_browser_must_be_told() throws Exception {
        PrintWriter writer = new PrintWriter(out);

        DiagnoseCommand.tellAll(new ObjectMapper().readTree("""
                {"findings": [{"verdict": "bad", "title": "The box's own name", "evidence": "It is hidden.",
                  "remedy": "Add one of these.", "reasons": [],
                  "recipes": [{"title": "Unbound:", "text": "server:\\n    private-domain: \\"a.example\\""}]}],
                 "notes": ["Allow it."]}"""), writer);
        writer.flush();

        assertThat(out).hasToString("""
                ✗ The box's own name
                    It is hidden.
                    What to do: Add one of these.
                      Unbound:
                          server:
                              private-domain: "a.example"
                For the browser that opens the box:
                    Allow it.
                """);
    }

    @Test
    void what_it_does_not_know_is_not_understood() {
        assertThat(run("renwe")).isEqualTo(2);
        assertThat(err.toString()).contains("renwe").contains("renew");
        assertThat(run("connect")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void each_command_has_its_help() {
        for (String command : new String[] {"status", "check", "renew", "connect", "password", "printer"}) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString()).contains("padlock-box " + command);
        }
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("They end with 0 when all is well");
    }

    private int run(String... arguments) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .addDefaultInterceptors()
                .withMapping(IdentityConfig.class)
                .withMapping(StoreConfig.class)
                .withMapping(PrintersConfig.class)
                .withMappingIgnore("padlock.**")
                .build();
        CommandLine line = Commands.line(config, clock);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
