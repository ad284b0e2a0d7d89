package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Command;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A printer with the certificate that the box made, and computers that get to trust it by the lines that the box tells, as they
 * stand: Firefox by its policies and by its profile, and Debian's own store.
 */
class OtherSystemsIT {

    @TempDir
    static Path folder;

    private static Path data;
    private static Printer printer;

    @BeforeAll
    static void a_printer_with_the_boxs_certificate() throws Exception {
        data = folder.resolve("box");
        printer = Shop.printer(Model.oldFirmware());
        JsonNode made = PrinterCommand.told(
                data,
                "generate",
                printer.address(),
                "--to",
                folder.resolve("made").toString());
        Path pkcs12 = folder.resolve("made/" + name() + ".p12");
        printer.take(Files.readAllBytes(pkcs12), made.path("importPassword").asText());
        printer.restart();
    }

    @AfterAll
    static void switched_off() {
        printer.close();
    }

    @Test
    void firefox_trusts_it_by_its_policies() throws Exception {
        try (Computer computer = Computer.in(folder.resolve("by-policies"))) {
            try (Firefox before = Firefox.on(computer)) {
                assertThat(before.go(printer.url() + "/")).isEqualTo("insecure certificate");
                assertThat(before.hasPadlock()).isFalse();
            }

            mustSucceed(computer.types(line("firefox", 0)));

            try (Firefox after = Firefox.on(computer)) {
                assertThat(after.go(printer.url() + "/")).isEmpty();
                assertThat(after.hasPadlock()).isTrue();
                assertThat(after.evaluate("document.title")).isEqualTo("Sign in");
            }
        }
    }

    @Test
    void firefox_trusts_it_by_its_profile() throws Exception {
        try (Computer computer = Computer.in(folder.resolve("by-profile"))) {
            Path profile = Files.createDirectories(computer.home().resolve(".mozilla/firefox/a1b2c3d4.default-esr"));
            mustSucceed(computer.run("certutil", "-N", "--empty-password", "-d", "sql:" + profile));

            mustSucceed(computer.types(line("firefox", 2)));

            try (Firefox after = Firefox.on(computer, profile)) {
                assertThat(after.go(printer.url() + "/")).isEmpty();
                assertThat(after.hasPadlock()).isTrue();
            }
        }
    }

    @Test
    void openssl_and_curl_trust_it_by_debians_store() throws Exception {
        try (Computer computer = Computer.in(folder.resolve("debian"))) {
            assertThat(openssl(computer).output()).doesNotContain("Verification: OK");
            assertThat(curl(computer).status())
                    .as("curl's word for a certificate that it does not trust")
                    .isEqualTo(60);

            mustSucceed(computer.types(line("debian", 0)));

            Command verified = openssl(computer);
            assertThat(verified.status()).as(verified.output()).isZero();
            assertThat(verified.output()).contains("Verification: OK");
            Command fetched = curl(computer);
            assertThat(fetched.status()).as(fetched.output()).isZero();
            assertThat(fetched.output()).contains("success=\"true\"");
        }
    }

    @Test
    void the_command_does_by_itself_what_its_lines_say() throws Exception {
        try (Computer computer = Computer.in(folder.resolve("by-the-command"))) {
            mustSucceed(run(computer, "nss"));
            assertThat(computer.run("certutil", "-L", "-d", "sql:" + computer.home() + "/.pki/nssdb")
                            .output())
                    .containsPattern("padlock printer [0-9A-Fa-f]{16} +C,,");

            mustSucceed(run(computer, "firefox"));
            assertThat(computer.run("cat", "/etc/firefox/policies/policies.json")
                            .output())
                    .contains("\"Install\"", "/etc/firefox/policies/" + name() + ".crt");
            assertThat(computer.run("cat", "/etc/firefox/policies/" + name() + ".crt")
                            .output())
                    .contains("BEGIN CERTIFICATE");

            mustSucceed(run(computer, "debian"));
            assertThat(openssl(computer).output()).contains("Verification: OK");
        }
    }

    private static Command run(Computer computer, String system) throws Exception {
        List<String> words = new ArrayList<>(List.of("env"));
        Shop.SETTINGS.forEach((setting, value) -> words.add(setting + "=" + value));
        words.addAll(PrinterCommand.words(data, "import", printer.address(), "--system", system, "--run"));
        return computer.run(words.toArray(String[]::new));
    }

    private static String name() {
        return "printer-" + printer.address().replace('.', '-');
    }

    private static Command openssl(Computer computer) throws Exception {
        return computer.run(
                "sh",
                "-c",
                "openssl s_client -connect " + printer.address() + ":" + printer.httpsPort() + " -verify_ip "
                        + printer.address() + " -verify_return_error </dev/null");
    }

    private static Command curl(Computer computer) throws Exception {
        return computer.run(
                "curl",
                "--silent",
                "--show-error",
                "--data",
                "<e:epos-print xmlns:e='http://www.epson-pos.com/schemas/2011/03/epos-print'/>",
                printer.url() + "/cgi-bin/epos/service.cgi?devid=local_printer&timeout=10000");
    }

    private static String line(String system, int which) throws Exception {
        JsonNode told = PrinterCommand.told(data, "import", printer.address(), "--system", system);
        assertThat(StreamSupport.stream(told.path("commands").spliterator(), false))
                .as(told.toString())
                .hasSizeGreaterThan(which);
        return told.path("commands").get(which).path("text").asText();
    }

    private static void mustSucceed(Command command) {
        assertThat(command.status()).as(command.output()).isZero();
    }
}
