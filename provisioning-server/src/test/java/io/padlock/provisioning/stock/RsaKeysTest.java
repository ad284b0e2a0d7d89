package io.padlock.provisioning.stock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.Customer;
import io.padlock.provisioning.Storm;
import io.padlock.provisioning.TestServer;
import io.padlock.testing.Said;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stock boxes that are given RSA keys, from a pool that is far too small for a storm. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@TestProfile(RsaKeysTest.Rsa.class)
class RsaKeysTest {

    public static class Rsa implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "padlock.stock.key",
                    "RSA_2048",
                    "padlock.stock.rsa-keys-ahead",
                    "5",
                    // The rest of the 5 seconds is for a machine that does other things too.
                    "padlock.stock.deadline",
                    "2s");
        }
    }

    private static final char[] NO_PASSWORD = {};

    @TempDir
    Path folder;

    @Test
    void the_key_is_rsa_of_2048_bits_and_the_certificate_says_what_it_may_be_used_for() throws Exception {
        Response answer = ask(Customer.eligible());

        X509Certificate leaf = (X509Certificate) chain(answer).get(0);
        assertThat(((RSAPublicKey) leaf.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(leaf.getKeyUsage()[0]).as("digitalSignature").isTrue();
        assertThat(leaf.getKeyUsage()[2])
                .as("keyEncipherment, for TLS 1.2 without ephemeral keys")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_3, TLS_AES_128_GCM_SHA256",
        "-tls1_2, ECDHE-RSA-AES128-GCM-SHA256",
        "-tls1_2, AES128-SHA",
    })
    void openssl_accepts_it_in_a_handshake_with_new_and_with_very_old_ciphers(String version, String cipher)
            throws Exception {
        Response answer = ask(Customer.eligible());
        String box = Said.<String>at(answer, "result.subject_cn").replace("*", "192-168-1-25");
        Path root = Files.writeString(
                folder.resolve("root.pem"),
                given().get("/v1/authority/root.pem").asString());

        try (SSLServerSocket server = serverWith(answer)) {
            Thread accepting = new Thread(() -> accept(server));
            accepting.start();
            Process client = new ProcessBuilder(
                            "openssl",
                            "s_client",
                            "-connect",
                            "127.0.0.1:" + server.getLocalPort(),
                            "-servername",
                            box,
                            "-verify_hostname",
                            box,
                            "-verify_return_error",
                            "-CAfile",
                            root.toString(),
                            "-purpose",
                            "sslserver",
                            version,
                            version.equals("-tls1_3") ? "-ciphersuites" : "-cipher",
                            cipher)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(said).contains("Verify return code: 0 (ok)").contains("Cipher is " + cipher);
        }
    }

    @Test
    void in_a_storm_everybody_is_answered_in_time_and_nobody_shares_a_key() throws Exception {
        Customer customer = Customer.eligible();
        ask(customer);

        List<Storm.Answer> answers = Storm.of(200, box -> Storm.stock(customer));

        List<String> keys = new ArrayList<>();
        int toldLater = 0;
        for (Storm.Answer answer : answers) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.took()).isLessThan(Duration.ofSeconds(5));
            if (answer.body().get("result").isNull()) {
                assertThat(answer.body().at("/error/data/code").asText()).isIn("TRY_LATER", "TOO_MANY_REQUESTS");
                assertThat(answer.body().at("/error/data/retryAfter").asInt()).isPositive();
                toldLater++;
            } else {
                keys.add(answer.body().at("/result/private_key_pem").asText());
            }
        }
        assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
        assertThat(keys.size() + toldLater).isEqualTo(200);
    }

    @Test
    void strangers_do_not_use_the_keys_up() {
        Customer stranger = new Customer(UUID.randomUUID().toString(), "guess");

        for (int i = 0; i < 40; i++) {
            Response answer = ask(stranger);
            assertThat(Said.<Integer>at(answer, "error.code")).isEqualTo(404);
            assertThat(Duration.ofMillis(answer.time())).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static Response ask(Customer customer) {
        return given().body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(customer.uuid(), customer.code()))
                .post("/odoo-enterprise/iot/x509");
    }

    private static SSLServerSocket serverWith(Response answer) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("box", key(answer), NO_PASSWORD, chain(answer).toArray(Certificate[]::new));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        server.setEnabledCipherSuites(new String[] {
            "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA"
        });
        return server;
    }

    private static void accept(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.getInputStream().read();
        } catch (IOException e) {
            // What the client says of it is what counts.
        }
    }

    private static List<Certificate> chain(Response answer) throws GeneralSecurityException {
        Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(
                        Said.<String>at(answer, "result.x509_pem").getBytes(StandardCharsets.US_ASCII)));
        return List.copyOf(chain);
    }

    private static PrivateKey key(Response answer) throws GeneralSecurityException {
        String pem = Said.at(answer, "result.private_key_pem");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
    }
}
