package io.padlock.provisioning.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private Path ca;
    private String out;
    private String err;

    @BeforeEach
    void aFolder() {
        ca = home.resolve("ca");
    }

    @Test
    void init_makes_an_authority_and_says_what_to_do_next() {
        assertThat(run("init", "--folder", ca, "--no-passphrase")).isZero();

        assertThat(ca.resolve("issuing.key")).exists();
        assertThat(out)
                .contains("Made an authority for odoo-iot.com")
                .contains("Carry the root's key away")
                .contains("padlock.authority.folder=" + ca);
    }

    @Test
    void init_twice_changes_nothing_and_is_no_failure() throws IOException {
        run("init", "--folder", ca, "--no-passphrase");
        String before = Files.readString(ca.resolve("root.crt"));

        assertThat(run("init", "--folder", ca, "--no-passphrase")).isZero();

        assertThat(out).contains("already; it stays as it is");
        assertThat(Files.readString(ca.resolve("root.crt"))).isEqualTo(before);
    }

    @Test
    void init_fills_a_folder_that_is_there_and_empty() throws IOException {
        Files.createDirectory(ca);

        assertThat(run("init", "--folder", ca, "--no-passphrase")).isZero();

        assertThat(ca.resolve("root.crt")).exists();
        assertThat(run("inspect", "--folder", ca)).isZero();
    }

    @Test
    void without_a_folder_it_is_the_servers() {
        System.setProperty("padlock.data", home.toString());
        try {
            run("init", "--no-passphrase");
            assertThat(ca.resolve("root.crt")).exists();

            System.setProperty("padlock.authority.folder", home.resolve("other").toString());
            run("init", "--no-passphrase");
            assertThat(home.resolve("other/root.crt")).exists();
        } finally {
            System.clearProperty("padlock.data");
            System.clearProperty("padlock.authority.folder");
        }
    }

    @Test
    void init_for_another_domain_is_refused() {
        run("init", "--folder", ca, "--no-passphrase");

        assertThat(run("init", "--folder", ca, "--domain", "example.org", "--no-passphrase"))
                .isEqualTo(1);
        assertThat(err).contains("for odoo-iot.com and not for example.org");
    }

    @Test
    void init_writes_over_no_key() throws IOException {
        Path key = Files.writeString(home.resolve("root.key"), "somebody's");

        assertThat(run("init", "--folder", ca, "--root-key", key, "--no-passphrase"))
                .isEqualTo(1);

        assertThat(err).contains(key + " is there already");
        assertThat(key).hasContent("somebody's");
        assertThat(ca).doesNotExist();
    }

    @Test
    void init_without_a_terminal_says_which_options_there_are() {
        assertThat(run("init", "--folder", ca)).isEqualTo(1);
        assertThat(err).contains("--passphrase-file FILE, or --no-passphrase");
        assertThat(ca).doesNotExist();
    }

    @Test
    void a_name_that_servers_give_their_own_is_refused() {
        assertThat(run("init", "--folder", ca, "--name", "Padlock TEST", "--no-passphrase"))
                .isEqualTo(1);
        assertThat(err).contains("choose another --name");
    }

    @Test
    void a_passphrase_keeps_the_roots_key_and_opens_it_for_a_rotation() throws IOException {
        Path key = home.resolve("usb/root.key");
        Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse\nnot this");
        run("init", "--folder", ca, "--root-key", key, "--passphrase-file", passphrase);

        assertThat(Files.readString(key)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        assertThat(ca.resolve("offline")).doesNotExist();
        assertThat(run("rotate", "--folder", ca, "--root-key", key, "--passphrase-file", passphrase))
                .isZero();
        assertThat(out).contains("ISSUING").contains("RETIRED");
    }

    @Test
    void a_wrong_passphrase_changes_nothing() throws IOException {
        Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse");
        Path wrong = Files.writeString(home.resolve("wrong"), "wrong horse");
        run("init", "--folder", ca, "--passphrase-file", passphrase);

        assertThat(run("rotate", "--folder", ca, "--passphrase-file", wrong)).isEqualTo(1);

        assertThat(err).contains("is not opened by the passphrase").doesNotContain("wrong horse");
        assertThat(ca.resolve("retired")).doesNotExist();
    }

    @Test
    void inspect_tells_a_person_what_is_there() {
        run("init", "--folder", ca, "--no-passphrase", "--name", "Shops of Acme");

        assertThat(run("inspect", "--folder", ca)).isZero();

        assertThat(out)
                .contains("CN=Shops of Acme Root")
                .contains("limited to   odoo-iot.com; no IP address")
                .contains("(3648 days left)")
                .contains("THE ROOT'S KEY LIES BESIDE");
    }

    @Test
    void inspect_tells_a_program_the_same() throws IOException {
        run("init", "--folder", ca, "--no-passphrase");
        run("rotate", "--folder", ca);

        assertThat(run("inspect", "--folder", ca, "--json")).isZero();

        JsonNode told = new ObjectMapper().readTree(out);
        assertThat(told.get("certificates")).hasSize(3);
        assertThat(told.at("/certificates/2/role").asText()).isEqualTo("RETIRED");
        assertThat(told.at("/certificates/0/notAfter").asText()).isEqualTo("2036-11-17T06:59:59Z");
        assertThat(told.at("/certificates/1/key").asText()).isEqualTo("PLAIN");
        assertThat(told.get("rootKeyBeside").asBoolean()).isTrue();
    }

    @Test
    void inspect_of_nothing_says_how_to_make_one() {
        assertThat(run("inspect", "--folder", ca)).isEqualTo(1);
        assertThat(err).contains("Make one: padlock-authority init");
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "rotate", "inspect"})
    void each_has_help(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out).contains("--folder");
    }

    @Test
    void what_is_not_understood_is_another_status_than_what_is_refused() {
        assertThat(run("init", "--colour", "red")).isEqualTo(2);
    }

    @Test
    void a_misspelt_command_is_refused_and_starts_no_server() {
        for (String misspelt : new String[] {"audti", "authorty", "-Dpadlock.data=authority", "serve"}) {
            assertThat(Commands.run(new String[] {misspelt})).as(misspelt).isEqualTo(2);
        }
        assertThat(Commands.run(new String[] {"--help"})).isZero();
    }

    private int run(Object... arguments) {
        StringWriter toOut = new StringWriter();
        StringWriter toErr = new StringWriter();
        CommandLine line = Commands.line(CLOCK).setOut(new PrintWriter(toOut)).setErr(new PrintWriter(toErr));
        String[] words = new String[arguments.length + 1];
        words[0] = "authority";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].toString();
        }
        int status = line.execute(words);
        out = toOut.toString();
        err = toErr.toString();
        return status;
    }
}
