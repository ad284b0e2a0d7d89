package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Command;
import io.padlock.testing.printer.Model;
import io.padlock.testing.printer.Printer;
import io.padlock.testing.printer.Selfsigned;
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
            Command nobody = computer.types(line("firefox", 2));
            assertThat(nobody.status()).as(nobody.output()).isEqualTo(1);
            assertThat(nobody.output()).contains("No profile of Firefox took it.");
            Path profile = Firefox.makesItsOwnProfile(computer);

            mustSucceed(computer.types(line("firefox", 2)));

            try (Firefox after = Firefox.on(computer, profile)) {
                assertThat(after.go(printer.url() + "/")).isEmpty();
                assertThat(after.hasPadlock()).isTrue();
            }
        }
    }

    @Test
    void firefox_trusts_what_a_printer_made_for_itself_by_its_policies_and_by_its_profile() throws Exception {
        try (Printer own = Shop.printer(Model.making(Selfsigned::forAddress));
                Computer computer = Computer.in(folder.resolve("own"))) {
            String fingerprint = PrinterCommand.told(data, "look", own.address())
                    .at("/certificate/fingerprint")
                    .asText();
            JsonNode lines = PrinterCommand.told(
                            data, "import", own.address(), "--system", "firefox", "--fingerprint", fingerprint)
                    .path("commands");
            Path profile = Firefox.makesItsOwnProfile(computer);

            mustSucceed(computer.types(lines.get(2).path("text").asText()));
            try (Firefox byItsProfile = Firefox.on(computer, profile);
                    Firefox anew = Firefox.on(computer)) {
                assertThat(byItsProfile.go(own.url() + "/")).isEmpty();
                assertThat(byItsProfile.hasPadlock()).isTrue();
                assertThat(anew.go(own.url() + "/")).isEqualTo("insecure certificate");
            }

            mustSucceed(computer.types(lines.get(0).path("text").asText()));
            try (Firefox byPolicies = Firefox.on(computer)) {
                assertThat(byPolicies.go(own.url() + "/")).isEmpty();
                assertThat(byPolicies.hasPadlock()).isTrue();
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

    /** As people are told to do before a printer gets another: so that no device is without at any time. */
    @Test
    void two_of_one_printer_are_trusted_beside_each_other() throws Exception {
        Path box = folder.resolve("two");
        List<JsonNode> made = new ArrayList<>();
        for (String which : List.of("first", "second")) {
            made.add(PrinterCommand.told(
                    box,
                    "generate",
                    "192.168.1.25",
                    "--again",
                    "--to",
                    folder.resolve(which).toString()));
        }
        try (Computer byLines = Computer.in(folder.resolve("two-by-lines"));
                Computer byItself = Computer.in(folder.resolve("two-by-itself"))) {
            for (JsonNode one : made) {
                List<String> words = new ArrayList<>(List.of("import", "192.168.1.25", "--fingerprint"));
                words.addAll(List.of(one.path("fingerprint").asText(), "--system", "debian"));
                mustSucceed(byLines.types(PrinterCommand.told(box, words.toArray(String[]::new))
                        .path("commands")
                        .get(0)
                        .path("text")
                        .asText()));
                words.add("--run");
                mustSucceed(byItself.run(
                        PrinterCommand.words(box, words.toArray(String[]::new)).toArray(String[]::new)));
            }
            for (Computer computer : List.of(byLines, byItself)) {
                for (String which : List.of("first", "second")) {
                    mustSucceed(computer.run(
                            "openssl",
                            "verify",
                            "-CApath",
                            "/etc/ssl/certs",
                            folder.resolve(which)
                                    .resolve("printer-192-168-1-25.pem")
                                    .toString()));
                }
            }
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
                    .containsPattern("\"Install\"(?s).*/etc/firefox/policies/" + name() + "-[0-9a-f]{16}[.]crt");
            assertThat(computer.run("sh", "-c", "cat /etc/firefox/policies/" + name() + "-*.crt")
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
