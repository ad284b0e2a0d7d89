package io.padlock.printers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.running.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the box makes for a printer, read by programs that the box knows nothing of: OpenSSL, and a parser of Apple's lists. */
class ReadBackIT {

    private static final String ADDRESS = "192.168.1.25";
    private static final String NAME = "printer-192-168-1-25";

    @TempDir
    static Path folder;

    private static JsonNode made;

    @BeforeAll
    static void a_certificate() throws Exception {
        made = PrinterCommand.told(folder.resolve("box"), "generate", ADDRESS, "--to", folder.toString());
    }

    @Test
    void openssl_finds_nothing_against_it_even_when_it_is_strict() throws Exception {
        String root = file(".crt");
        assertThat(openssl(
                        "verify",
                        "-x509_strict",
                        "-CAfile",
                        root,
                        "-purpose",
                        "sslserver",
                        "-verify_ip",
                        ADDRESS,
                        file(".pem")))
                .endsWith(": OK\n");
        assertThat(openssl("x509", "-in", file(".pem"), "-noout", "-checkip", ADDRESS))
                .contains("does match");
        assertThat(openssl("x509", "-in", file(".pem"), "-noout", "-checkip", "192.168.1.26"))
                .contains("does NOT match");
        assertThat(openssl(
                        "x509",
                        "-in",
                        file(".pem"),
                        "-noout",
                        "-subject",
                        "-ext",
                        "subjectAltName,extendedKeyUsage,keyUsage"))
                .contains(
                        "CN = " + ADDRESS,
                        "IP Address:" + ADDRESS,
                        "TLS Web Server Authentication",
                        "Digital Signature");
        // One second less than so many days after its beginning, and no more: both ends count.
        assertThat(openssl("x509", "-in", file(".pem"), "-noout", "-checkend", String.valueOf(823 * 86_400)))
                .contains("will not expire");
        assertThat(Command.run(
                                "openssl",
                                "x509",
                                "-in",
                                file(".pem"),
                                "-noout",
                                "-checkend",
                                String.valueOf(825 * 86_400))
                        .status())
                .isEqualTo(1);
    }

    @Test
    void its_root_vouches_for_this_address_and_for_no_other() throws Exception {
        Path other = folder.resolve("other");
        PrinterCommand.told(folder.resolve("box"), "generate", "192.168.1.26", "--to", other.toString());

        assertThat(openssl("x509", "-in", file(".crt"), "-noout", "-ext", "nameConstraints"))
                .contains("IP:192.168.1.25/255.255.255.255");
        assertThat(Command.run(
                                "openssl",
                                "verify",
                                "-CAfile",
                                file(".crt"),
                                other.resolve("printer-192-168-1-26.pem").toString())
                        .status())
                .isNotZero();
    }

    @Test
    void openssl_reads_the_pkcs12_with_its_password_and_not_without() throws Exception {
        String password = made.path("importPassword").asText();

        String key = openssl("pkcs12", "-in", file(".p12"), "-passin", "pass:" + password, "-nodes", "-nocerts");
        String certificate =
                openssl("pkcs12", "-in", file(".p12"), "-passin", "pass:" + password, "-clcerts", "-nokeys");
        String chain = openssl("pkcs12", "-in", file(".p12"), "-passin", "pass:" + password, "-cacerts", "-nokeys");

        assertThat(key).contains("BEGIN PRIVATE KEY");
        assertThat(pem(key)).isEqualTo(pem(Files.readString(Path.of(file(".key")))));
        assertThat(Files.readString(Path.of(file(".pem")))).startsWith(pem(certificate));
        assertThat(pem(chain)).isEqualTo(pem(Files.readString(Path.of(file(".crt")))));
        assertThat(Command.run("openssl", "pkcs12", "-in", file(".p12"), "-passin", "pass:wrong", "-nodes")
                        .output())
                .contains("Mac verify error");
        for (String secret : new String[] {".key", ".p12"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file(secret)))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void the_crt_is_a_single_certificate_in_base64() throws Exception {
        String crt = Files.readString(Path.of(file(".crt")));

        assertThat(crt).startsWith("-----BEGIN CERTIFICATE-----\n").containsOnlyOnce("BEGIN");
        assertThat(openssl("x509", "-in", file(".crt"), "-noout", "-fingerprint", "-sha256"))
                .contains(made.path("fingerprint").asText());
    }

    static String openssl(String... words) throws Exception {
        String[] all = new String[words.length + 1];
        all[0] = "openssl";
        System.arraycopy(words, 0, all, 1, words.length);
        Command command = Command.run(all);
        assertThat(command.status())
                .as(String.join(" ", all) + ": " + command.output())
                .isZero();
        return command.output();
    }

    /** The first block. */
    private static String pem(String text) {
        Matcher block = Pattern.compile("(?s)-----BEGIN .*?-----END [^\n]*").matcher(text);
        assertThat(block.find()).as(text).isTrue();
        return block.group();
    }

    private static String file(String end) {
        return folder.resolve(NAME + end).toString();
    }
}
