package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the two certificates of an address, as OpenSSL and Java read it. */
class AddressCertificateTest {

    private static final String IP = "192.168.1.25";
    private static final Instant FROM = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final AddressCertificate MADE =
            AddressCertificate.make(IP, "ePOS printer " + IP, FROM, FROM.plus(1, ChronoUnit.DAYS));
    private static final KeyPair ANOTHER_KEY = rsa();

    @TempDir
    Path folder;

    @Test
    void openssl_finds_the_address_in_it_and_trusts_it_by_the_root() throws Exception {
        Path own = write("own.pem", Pem.encode(List.of(MADE.own())));
        Path root = write("root.pem", Pem.encode(List.of(MADE.root())));

        assertThat(openssl("verify", "-x509_strict", "-CAfile", root.toString(), "-verify_ip", IP, own.toString()))
                .contains("OK");
        assertThat(openssl("x509", "-in", own.toString(), "-noout", "-text"))
                .contains("Subject: CN = " + IP)
                .contains("IP Address:" + IP)
                .contains("CA:FALSE")
                .contains("Digital Signature, Key Encipherment")
                .contains("TLS Web Server Authentication")
                .contains("sha256WithRSAEncryption");
        assertThat(openssl("x509", "-in", root.toString(), "-noout", "-text"))
                .contains("CA:TRUE, pathlen:0")
                .contains("Certificate Sign, CRL Sign")
                .containsSubsequence("Name Constraints: critical", "IP:" + IP + "/255.255.255.255", "DNS:invalid");
    }

    /** By a root whose key was not thrown away. */
    @Test
    void a_root_vouches_for_no_other_address_though_its_key_signed_it() throws Exception {
        AddressProfile profile = new AddressProfile(IP, "root", FROM, FROM.plus(1, ChronoUnit.DAYS));
        X509Certificate root = profile.root(ANOTHER_KEY);
        X509Certificate own = profile.own(MADE.own().getPublicKey(), ANOTHER_KEY, root);
        X509Certificate others = new AddressProfile("192.168.1.26", "root", FROM, FROM.plus(1, ChronoUnit.DAYS))
                .own(MADE.own().getPublicKey(), ANOTHER_KEY, root);
        String trusted = write("another.pem", Pem.encode(List.of(root))).toString();

        assertThat(openssl(
                        "verify",
                        "-CAfile",
                        trusted,
                        write("1.pem", Pem.encode(List.of(own))).toString()))
                .contains("OK");
        assertThat(openssl(
                        "verify",
                        "-CAfile",
                        trusted,
                        write("2.pem", Pem.encode(List.of(others))).toString()))
                .contains("permitted subtree violation");
        assertThat(MADE.root().getPublicKey()).isNotEqualTo(MADE.own().getPublicKey());
        assertThat(((RSAPublicKey) MADE.own().getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
    }

    @Test
    void openssl_and_java_read_the_pkcs12_by_its_password_only() throws Exception {
        byte[] file = MADE.pkcs12("printer", "Secret-7".toCharArray());
        Path p12 = folder.resolve("printer.p12");
        Files.write(p12, file);

        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(file), "Secret-7".toCharArray());
        assertThat(Collections.list(store.aliases())).containsExactly("printer");
        assertThat(store.getCertificateChain("printer")).containsExactly(MADE.own(), MADE.root());
        assertThat(Pem.encode(
                        "PRIVATE KEY",
                        store.getKey("printer", "Secret-7".toCharArray()).getEncoded()))
                .isEqualTo(MADE.keyPem());
        assertThat(openssl("pkcs12", "-in", p12.toString(), "-passin", "pass:Secret-7", "-nodes"))
                .contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE", "subject=CN = " + IP);
        assertThatThrownBy(() -> store.load(new ByteArrayInputStream(file), "secret-7".toCharArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void what_is_written_is_read_again_and_what_is_damaged_is_not() throws Exception {
        AddressCertificate read = AddressCertificate.read(MADE.pem());
        assertThat(read.own()).isEqualTo(MADE.own());
        assertThat(read.root()).isEqualTo(MADE.root());
        assertThat(read.keyPem()).isEqualTo(MADE.keyPem());
        assertThat(MADE.toString()).doesNotContain("PRIVATE");

        String another = Pem.encode("PRIVATE KEY", ANOTHER_KEY.getPrivate().getEncoded());
        for (String damaged : List.of("", MADE.keyPem(), MADE.chainPem(), another + MADE.chainPem())) {
            assertThatThrownBy(() -> AddressCertificate.read(damaged)).isInstanceOf(GeneralSecurityException.class);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String openssl(String... words) throws Exception {
        Process process = new ProcessBuilder(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("openssl"), java.util.Arrays.stream(words))
                        .toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
