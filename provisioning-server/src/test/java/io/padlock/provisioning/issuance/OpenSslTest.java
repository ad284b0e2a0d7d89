package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What OpenSSL reads in what we write: each rule of DER and of the profile once more, by eyes that are not Java's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenSslTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private Path folder;
    private Authority authority;
    private IssuedCertificate issued;
    private String text;
    private String structure;

    @BeforeAll
    void aCertificate(@TempDir Path shared) throws Exception {
        folder = shared;
        TestAuthority.createIfMissing(folder.resolve("ca"), "odoo-iot.com", NOW);
        authority = Authority.open(
                folder.resolve("ca"), Duration.ofDays(90), new PublicAddress("https://iot.example.com"), NOW);
        issued = authority.issue(
                List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com"),
                FreshKey.make().publicKey(),
                NOW);
        Files.write(folder.resolve("leaf.der"), issued.der());
        text = openssl("x509", "-inform", "DER", "-in", "leaf.der", "-noout", "-text");
        structure = openssl("asn1parse", "-inform", "DER", "-in", "leaf.der");
    }

    @Test
    void version_3_and_a_positive_serial_number_of_16_octets() {
        assertThat(text).contains("Version: 3 (0x2)");
        assertThat(structure.lines().toList().get(3))
                .contains("l=   1 prim: INTEGER")
                .endsWith(":02");
        assertThat(structure.lines().toList().get(4))
                .contains("l=  16 prim: INTEGER")
                .endsWith(":" + issued.serial().toUpperCase());
    }

    @Test
    void dates_in_utc_time_with_seconds_and_z() {
        assertThat(structure).contains("UTCTIME           :261121070000Z").contains("UTCTIME           :270219065959Z");
        assertThat(structure).doesNotContain("GENERALIZEDTIME");
    }

    @Test
    void dates_after_2049_in_generalized_time() throws Exception {
        Instant then = Instant.parse("2049-12-25T00:00:00Z");
        Files.write(
                folder.resolve("late.der"),
                authority
                        .issuers()
                        .get(0)
                        .sign(new CertificateOrder(
                                CertificateOrder.newSerial(then),
                                List.of("d73e7513.odoo-iot.com"),
                                Validity.from(then, Duration.ofDays(45)),
                                FreshKey.make().publicKey())));

        assertThat(openssl("asn1parse", "-inform", "DER", "-in", "late.der"))
                .contains("UTCTIME           :491224230000Z")
                .contains("GENERALIZEDTIME   :20500207225959Z");
    }

    @Test
    void the_signature_algorithm_twice_alike_and_without_parameters() {
        assertThat(occurrences("prim: OBJECT            :ecdsa-with-SHA256", structure))
                .isEqualTo(2);
        assertThat(structure).doesNotContain("NULL");
    }

    @Test
    void one_extension_of_each_kind_and_one_critical() {
        for (String extension : List.of(
                "X509v3 Key Usage: critical",
                "X509v3 Extended Key Usage:",
                "X509v3 Certificate Policies:",
                "X509v3 Authority Key Identifier:",
                "X509v3 CRL Distribution Points:",
                "Authority Information Access:",
                "X509v3 Subject Alternative Name:")) {
            assertThat(occurrences(extension, text)).as(extension).isEqualTo(1);
        }
        assertThat(occurrences("X509v3 ", text))
                .as("six, and the heading \"X509v3 extensions\"")
                .isEqualTo(7);
        assertThat(occurrences("BOOLEAN", structure)).isEqualTo(1);
        assertThat(structure).contains("BOOLEAN           :255");
    }

    @Test
    void key_usage_without_bits_that_do_not_count() {
        assertThat(structure).contains("[HEX DUMP]:03020780");
        assertThat(text).containsPattern("Key Usage: critical\\s+Digital Signature\\n");
    }

    @Test
    void for_servers_only_and_for_its_names_only() {
        assertThat(text)
                .containsPattern("Extended Key Usage: ?\\s+TLS Web Server Authentication\\n")
                .containsPattern(
                        "Alternative Name: ?\\s+DNS:\\*\\.d73e7513\\.odoo-iot\\.com, DNS:d73e7513\\.odoo-iot\\.com\\n")
                .contains("Subject: CN = *.d73e7513.odoo-iot.com");
    }

    @Test
    void its_issuers_key_by_the_identifier_that_the_issuer_says() {
        String issuing = openssl("x509", "-in", "ca/issuing.crt", "-noout", "-ext", "subjectKeyIdentifier");
        String identifier = issuing.lines().toList().get(1).strip();

        assertThat(text).containsPattern("Authority Key Identifier: ?\\s+" + identifier);
    }

    @Test
    void where_the_list_and_the_issuer_are() {
        String id = authority.issuers().get(0).id();

        assertThat(text)
                .contains("URI:https://iot.example.com/v1/authority/issuers/" + id + ".crl")
                .contains("CA Issuers - URI:https://iot.example.com/v1/authority/issuers/" + id + ".crt");
    }

    @Test
    void written_again_it_is_the_same() throws Exception {
        openssl("x509", "-inform", "DER", "-in", "leaf.der", "-outform", "DER", "-out", "again.der");

        assertThat(Files.readAllBytes(folder.resolve("again.der"))).isEqualTo(issued.der());
    }

    @Test
    void the_authoritys_own_certificates_are_constrained_and_strictly_right() {
        for (String file : List.of("ca/root.crt", "ca/issuing.crt")) {
            assertThat(openssl("x509", "-in", file, "-noout", "-text"))
                    .containsPattern("Name Constraints: critical\\s+Permitted:\\s+DNS:odoo-iot.com\\s+Excluded:")
                    .contains("IP:0.0.0.0/0.0.0.0")
                    .contains("IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0");
        }
        assertThat(openssl("x509", "-in", "ca/issuing.crt", "-noout", "-text")).contains("CA:TRUE, pathlen:0");
    }

    @Test
    void a_revocation_list_verifies_and_says_number_reason_and_dates() throws Exception {
        byte[] list = authority
                .issuers()
                .get(0)
                .revocationList(
                        BigInteger.valueOf(41),
                        NOW,
                        NOW.plus(Duration.ofDays(7)),
                        List.of(new RevokedCertificate(issued.serial(), NOW, RevocationReason.KEY_COMPROMISE)));
        Files.write(folder.resolve("list.crl"), list);
        Files.writeString(
                folder.resolve("issuing.pem"),
                Pem.encode("CERTIFICATE", authority.issuers().get(0).der()));

        assertThat(openssl("crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text", "-CAfile", "issuing.pem"))
                .contains("verify OK")
                .contains("Version 2 (0x1)")
                .contains("Signature Algorithm: ecdsa-with-SHA256")
                .containsPattern("X509v3 CRL Number: ?\\s+41")
                .contains("Serial Number: " + issued.serial().toUpperCase())
                .containsPattern("X509v3 CRL Reason Code: ?\\s+Key Compromise")
                .contains("Next Update: Nov 28 08:00:00 2026 GMT");
    }

    @Test
    void openssl_opens_an_encrypted_key_of_ours_and_we_one_of_its() throws Exception {
        Passphrase secret = Passphrase.of("correct horse".toCharArray());
        AuthorityFiles.write(
                folder.resolve("ours.key"), KeyFile.pem(FreshKey.p256().getPrivate(), Optional.of(secret)));

        openssl("pkey", "-in", "ours.key", "-passin", "pass:correct horse", "-out", "plain.key");
        openssl("pkcs8", "-topk8", "-in", "plain.key", "-out", "its.key", "-passout", "pass:correct horse");

        assertThat(KeyFile.read(folder.resolve("its.key"), Optional.of(secret)).getAlgorithm())
                .isEqualTo("EC");
    }

    private String openssl(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Tool.Answer answer = Tool.run(folder, command);
        assertThat(answer.status()).as(answer.text()).isZero();
        return answer.text();
    }

    private static long occurrences(String what, String text) {
        return Pattern.compile(Pattern.quote(what)).matcher(text).results().count();
    }
}
