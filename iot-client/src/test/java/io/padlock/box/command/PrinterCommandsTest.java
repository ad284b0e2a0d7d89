package io.padlock.box.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.TestClock;
import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.printers.PrintersConfig;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Where no box runs, at a printer of new firmware whose certificate is its own. */
class PrinterCommandsTest {

    @TempDir
    Path data;

    private final Map<String, String> settings = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Printer printer;

    @BeforeEach
    void a_printer() throws Exception {
        printer = Printer.start(Model.making(Selfsigned::forAddress).at(0, 0));
        settings.put("padlock.box.data", data.toString());
        settings.put("padlock.box.address", "127.0.0.1");
        settings.put("padlock.box.printers.networks", "127.0.0.0/8");
        settings.put("padlock.box.printers.https-port", String.valueOf(printer.httpsPort()));
        settings.put("padlock.box.printers.http-port", String.valueOf(printer.httpPort()));
    }

    @AfterEach
    void away_with_it() {
        printer.close();
    }

    @Test
    void a_look_tells_what_is_shown_and_who_objects() throws Exception {
        assertThat(run("look", printer.address())).isEqualTo(3);
        assertThat(out.toString())
                .contains("CN=" + printer.address() + " (self-signed)")
                .contains("Fingerprint (SHA-256): ")
                .contains("answers as an ePOS printer")
                .contains("✗ Android");

        JsonNode told = json("look", printer.address());
        assertThat(told.path("epos").asText()).isEqualTo("YES");
        assertThat(told.at("/certificate/selfSigned").asBoolean()).isTrue();
        assertThat(told.at("/objections/0/code").asText()).isEqualTo("NO_SERVER_AUTH");
    }

    @Test
    void the_search_finds_it() throws Exception {
        JsonNode told = json("scan");

        assertThat(told.findValuesAsText("address")).contains(printer.address());
        assertThat(told.path("looked").asInt()).isEqualTo(254);
        assertThat(err.toString().lines().filter(line -> line.matches(".*looked at [0-9]+ of 254, found [0-9]+")))
                .as(err.toString())
                .hasSizeBetween(1, 7);
    }

    @Test
    void a_network_that_may_not_be_searched_is_named_with_the_setting_that_allows_it() {
        settings.put("padlock.box.address", "100.64.3.2");

        assertThat(run("scan")).isEqualTo(1);
        assertThat(err.toString()).contains("100.64.3.0/24", "padlock.box.printers.networks");
    }

    @Test
    void a_certificate_is_generated_once_and_its_files_are_for_whom_they_are() throws Exception {
        Path to = data.resolve("out");
        String name = "printer-" + printer.address().replace('.', '-');
        assertThat(run("generate", printer.address(), "--to", to.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("The .p12's password: ", "Certificate List");
        for (String end : new String[] {".key", ".p12"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve(name + end))))
                    .isEqualTo("rw-------");
        }
        assertThat(to.resolve(name + ".crt")).content().containsOnlyOnce("BEGIN CERTIFICATE");
        assertThat(to.resolve(name + ".pem"))
                .content()
                .contains("BEGIN CERTIFICATE")
                .doesNotContain("PRIVATE");

        assertThat(run("generate", printer.address(), "--to", to.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("lose access");
        assertThat(run("generate", printer.address(), "--years", "1", "--again", "--to", to.toString()))
                .isZero();
        assertThat(json("list")).hasSize(2);
        assertThat(run("generate", printer.address(), "--years", "9", "--again", "--to", to.toString()))
                .isEqualTo(2);
        assertThat(run("generate", printer.address(), "--again", "--import-password", "a b", "--to", to.toString()))
                .isEqualTo(2);
        assertThat(json("list")).hasSize(2);

        assertThat(run("check", printer.address())).isEqualTo(3);
        assertThat(out.toString()).contains("Missing: INSTALL");
    }

    @Test
    void the_printers_own_certificate_is_exported_after_it_was_shown_and_checked_then() throws Exception {
        assertThat(run("export", printer.address())).isEqualTo(3);
        assertThat(out.toString()).contains("--fingerprint");
        String fingerprint = json("export", printer.address()).path("shown").asText();
        assertThat(run("check", printer.address())).isEqualTo(3);

        assertThat(run("import", printer.address(), "--system", "ios", "--fingerprint", fingerprint))
                .isZero();
        assertThat(json("list").at("/0/origin").asText())
                .as("what a device imports is known to a check")
                .isEqualTo("EXPORTED");

        Path file = data.resolve("printer.crt");
        assertThat(run("export", printer.address(), "--fingerprint", fingerprint, "--to", file.toString()))
                .isZero();
        assertThat(file).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(run("check", printer.address())).as(out.toString()).isZero();
        assertThat(json("list").at("/0/origin").asText()).isEqualTo("EXPORTED");

        assertThat(run("export", printer.address(), "--fingerprint", "00".repeat(32)))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Nothing was exported");
        assertThat(run("export", printer.address(), "--fingerprint", "rubbish")).isEqualTo(2);

        assertThat(run(
                        "generate",
                        printer.address(),
                        "--to",
                        data.resolve("out").toString()))
                .isZero();
        assertThat(out.toString()).contains("they lose access when the printer shows another one");
    }

    @Test
    void nothing_is_made_for_a_folder_that_takes_no_files() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "no folder");

        assertThat(run(
                        "generate",
                        printer.address(),
                        "--to",
                        file.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(run(
                        "export",
                        printer.address(),
                        "--fingerprint",
                        "00".repeat(32),
                        "--to",
                        file.resolve("printer.crt").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(file + "/out is no folder that the user", file + " is no folder", "Name another one by --to");
        assertThat(json("list")).isEmpty();
    }

    @Test
    void phones_get_their_file_and_no_step_speaks_of_a_picture_where_there_is_none() throws Exception {
        run("generate", printer.address(), "--to", data.resolve("out").toString());
        for (String system : new String[] {"android", "ios"}) {
            Path file = data.resolve(system);
            out.getBuffer().setLength(0);
            assertThat(run("import", printer.address(), "--system", system, "--to", file.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString())
                    .startsWith(file.toString())
                    .contains("--to FILE writes it")
                    .doesNotContain("picture");
        }
        assertThat(data.resolve("android")).content().startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(data.resolve("ios")).content().contains("com.apple.security.root");
        assertThat(json("import", printer.address(), "--system", "ios").has("download"))
                .as("no box runs")
                .isFalse();

        assertThat(run("import", printer.address(), "--system", "ios", "--to", data.toString()))
                .isEqualTo(1);
        assertThat(run("import", printer.address(), "--system", "nss", "--run", "--to", data + "/x"))
                .isEqualTo(2);
    }

    @Test
    void each_that_was_generated_can_be_had_again_with_its_key() throws Exception {
        JsonNode first = json(
                "generate", printer.address(), "--to", data.resolve("first").toString());
        json(
                "generate",
                printer.address(),
                "--again",
                "--to",
                data.resolve("second").toString());
        for (String which : new String[] {"first", "second"}) {
            String[] files = {
                "files",
                printer.address(),
                "--to",
                data.resolve("again-" + which).toString()
            };
            JsonNode again = which.equals("second")
                    ? json(files)
                    : json(Stream.concat(
                                    Stream.of(files),
                                    Stream.of(
                                            "--fingerprint",
                                            first.path("fingerprint").asText()))
                            .toArray(String[]::new));
            assertThat(again.path("files")).hasSize(4);
            String name = "printer-" + printer.address().replace('.', '-');
            for (String end : new String[] {".crt", ".pem", ".key"}) {
                assertThat(data.resolve("again-" + which).resolve(name + end))
                        .hasSameTextualContentAs(data.resolve(which).resolve(name + end));
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            data.resolve("again-" + which).resolve(name + ".p12"))))
                    .isEqualTo("rw-------");
        }
        assertThat(json("list")).hasSize(2);
        assertThat(run("files", printer.address(), "--fingerprint", "00".repeat(32), "--to", data + "/none"))
                .isEqualTo(1);
        assertThat(data.resolve("none")).doesNotExist();
    }

    @Test
    void a_folder_is_not_removed_for_a_file() throws Exception {
        run("generate", printer.address(), "--to", data.resolve("out").toString());
        Path empty = Files.createDirectory(data.resolve("empty"));
        for (Path folder : new Path[] {Path.of("/"), empty, data.resolve("out")}) {
            assertThat(run("export", printer.address(), "--to", folder.toString()))
                    .isEqualTo(1);
            assertThat(err.toString()).contains(folder + " is a folder. A file's name is needed here.");
        }
        assertThat(empty).isEmptyDirectory();
        String name = "printer-" + printer.address().replace('.', '-');
        Files.createDirectories(data.resolve("full/" + name + ".crt/something"));
        assertThat(run(
                        "generate",
                        printer.address(),
                        "--again",
                        "--to",
                        data.resolve("full").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("made and kept on the box, but " + data.resolve("full"), "is a folder");
        assertThat(err.toString()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_setting_that_cant_be_is_named() throws Exception {
        for (String setting : new String[] {"https-port", "http-port"}) {
            String name = "padlock.box.printers." + setting;
            String right = settings.put(name, "99999");
            assertThat(run("look", printer.address())).isEqualTo(1);
            assertThat(err.toString()).contains(name + " is 99999; a port is 1 to 65535.");
            settings.put(name, right);
        }
        settings.put("padlock.box.printers.networks", "127.0.0.0");
        assertThat(run("look", printer.address())).isEqualTo(1);
        assertThat(err.toString()).contains("padlock.box.printers.networks: \"127.0.0.0\" is no network");
        settings.put("padlock.box.printers.networks", "127.0.0.0/8");
        settings.put("padlock.box.address", "hello");
        assertThat(run("scan")).isEqualTo(1);
        assertThat(err.toString()).contains("padlock.box.address is \"hello\"").doesNotContain("Exception", "\tat ");
    }

    @Test
    void a_printer_without_https_is_told_with_the_way_that_needs_none() throws Exception {
        settings.put("padlock.box.printers.https-port", "1");

        assertThat(run("look", printer.address())).isEqualTo(3);
        assertThat(out.toString())
                .contains(
                        "over HTTP, and not over HTTPS",
                        "✓ It answers as an ePOS printer",
                        "Chrome from version 142 on");
        assertThat(json("check", printer.address()).path("epos").asText()).isEqualTo("YES");
    }

    @Test
    void an_import_is_told_or_done_on_this_machine() throws Exception {
        run("generate", printer.address(), "--to", data.resolve("out").toString());
        for (String system : new String[] {"nss", "firefox", "debian", "windows", "macos", "android", "ios"}) {
            assertThat(run("import", printer.address(), "--system", system))
                    .as(system)
                    .isZero();
        }
        assertThat(run("import", printer.address(), "--system", "amiga")).isEqualTo(2);
        assertThat(run("import", printer.address(), "--system", "ios", "--run")).isEqualTo(1);

        Path database = data.resolve("nss");
        String[] intoNss = {"import", printer.address(), "--system", "nss", "--run", "--nss-database", "" + database};
        assertThat(run(intoNss)).as(err.toString()).isZero();
        assertThat(run(intoNss)).as("twice is once").isZero();
        assertThat(database.resolve("cert9.db")).exists();

        Path policies = data.resolve("firefox/policies.json");
        Files.createDirectory(policies.getParent());
        Files.writeString(policies, "{\"policies\": {\"DisableTelemetry\": true}}");
        String[] intoFirefox = {"import", printer.address(), "--system", "firefox", "--run", "--policies", "" + policies
        };
        assertThat(run(intoFirefox)).isZero();
        assertThat(run(intoFirefox)).isZero();
        JsonNode all = new ObjectMapper().readTree(policies.toFile());
        assertThat(all.at("/policies/DisableTelemetry").asBoolean()).isTrue();
        assertThat(all.at("/policies/Certificates/Install")).hasSize(1);
        assertThat(Path.of(all.at("/policies/Certificates/Install/0").asText()))
                .content()
                .contains("BEGIN CERTIFICATE");

        run(
                "generate",
                printer.address(),
                "--again",
                "--to",
                data.resolve("out").toString());
        assertThat(run(intoFirefox)).isZero();
        assertThat(new ObjectMapper().readTree(policies.toFile()).at("/policies/Certificates/Install"))
                .as("both are trusted")
                .extracting(path -> Files.readString(Path.of(path.asText())))
                .doesNotHaveDuplicates()
                .hasSize(2);

        String strange = "{\"policies\": {\"Certificates\": {\"Install\": \"/a.crt\"}}}";
        Files.writeString(policies, strange);
        assertThat(run(intoFirefox)).isEqualTo(1);
        assertThat(err.toString()).contains("\"Install\" in " + policies + " is no list.");
        assertThat(policies).hasContent(strange);

        Files.writeString(policies, "not ours, and no JSON");
        assertThat(run(intoFirefox)).isEqualTo(1);
        assertThat(policies).hasContent("not ours, and no JSON");
    }

    @Test
    void what_is_no_address_or_a_public_one_is_not_asked() {
        for (String address : new String[] {"printer", "8.8.8.8"}) {
            for (String command : new String[] {"look", "check", "export"}) {
                assertThat(run(command, address)).as(command + " " + address).isEqualTo(2);
            }
        }
        assertThat(err.toString())
                .contains("\"printer\" is no address", "8.8.8.8 is no address of a shop's own network");
        assertThat(run()).isEqualTo(2);
    }

    private JsonNode json(String... arguments) throws Exception {
        out.getBuffer().setLength(0);
        String[] asJson = java.util.Arrays.copyOf(arguments, arguments.length + 1);
        asJson[arguments.length] = "--json";
        run(asJson);
        return new ObjectMapper().readTree(out.toString());
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
        CommandLine line = Commands.line(config, new TestClock(Instant.now()));
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "printer";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return line.execute(all);
    }
}
