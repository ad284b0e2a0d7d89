package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertPathValidatorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody has stolen the issuing key, and signs what he likes with it. OpenSSL, Node and the JDK, all of which trust the
 * root, are asked whether they take it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NameConstraintDrillTest {

    /** One TLS connection, with the certificate on the server's side; tells what the client's verification found. */
    private static final String CONNECT = """
            const fs = require('fs'), tls = require('tls');
            const server = tls.createServer({ key: fs.readFileSync('leaf.key'), cert: fs.readFileSync('chain.pem') });
            server.on('tlsClientError', () => {});
            server.listen(0, '127.0.0.1', () => {
                const client = tls.connect({
                    host: '127.0.0.1', port: server.address().port, ca: fs.readFileSync('ca/root.crt'),
                    rejectUnauthorized: false, checkServerIdentity: () => undefined
                }, () => {
                    console.log(client.authorized ? 'AUTHORIZED' : 'REFUSED ' + client.authorizationError);
                    process.exit(client.authorized ? 0 : 1);
                });
                client.on('error', e => { console.log('FAILED ' + e.message); process.exit(2); });
            });
            """;

    /** Node asks the machine's clock, so this once the test does too. */
    private final Instant now = Instant.now();

    private Path folder;
    private Issuer stolen;
    private KeyPair thief;

    @BeforeAll
    void aStolenKey(@TempDir Path shared) throws IOException {
        folder = shared;
        TestAuthority.createIfMissing(folder.resolve("ca"), "odoo-iot.com", now);
        stolen = Authority.open(
                        folder.resolve("ca"), Duration.ofDays(90), new PublicAddress("https://iot.example.com"), now)
                .issuers()
                .get(0);
        thief = FreshKey.p256();
        AuthorityFiles.write(
                folder.resolve("leaf.key"),
                Pem.encode("PRIVATE KEY", thief.getPrivate().getEncoded()));
        Files.writeString(folder.resolve("connect.js"), CONNECT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_a_stolen_key_signs_beyond_its_domain_nobody_takes(String what, Consumer<Draft> forgery) throws Exception {
        byte[] leaf = signed(forgery);

        Tool.Answer openssl = openssl();
        assertThat(openssl.status()).as(openssl.text()).isNotZero();
        assertThat(openssl.text()).containsAnyOf("permitted subtree violation", "excluded subtree violation");
        Tool.Answer node = Tool.run(folder, "node", "connect.js");
        // Node has no name for this finding of its OpenSSL; the proper ones below differ in nothing but their names.
        assertThat(node.text()).startsWith("REFUSED");
        assertThatThrownBy(() -> jdk(leaf))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("name constraints");
    }

    static Stream<Arguments> what_a_stolen_key_signs_beyond_its_domain_nobody_takes() {
        return Stream.of(
                forged("www.example.com", draft -> draft.names("www.example.com")),
                forged("a wildcard of another domain", draft -> draft.names("*.example.com")),
                forged("a name that ends alike", draft -> draft.names("evil-odoo-iot.com")),
                forged("a name that begins alike", draft -> draft.names("odoo-iot.com.example.com")),
                forged("the domain above", draft -> draft.names("com")),
                forged(
                        "another name behind a good one",
                        draft -> draft.names("*.d73e7513.odoo-iot.com", "www.example.com")),
                forged(
                        "an IPv4 address",
                        draft -> draft.put(
                                17, Draft.NOT_CRITICAL, Der.sequence(Der.of(0x87, new byte[] {127, 0, 0, 1})))),
                forged(
                        "an IPv6 address",
                        draft -> draft.put(17, Draft.NOT_CRITICAL, Der.sequence(Der.of(0x87, new byte[16])))));
    }

    @ParameterizedTest
    @MethodSource
    void a_proper_one_all_three_take(List<String> names) throws Exception {
        byte[] leaf = signed(draft -> draft.names(names.toArray(String[]::new)));

        Tool.Answer openssl = openssl();
        assertThat(openssl.text()).contains("leaf.pem: OK");
        assertThat(Tool.run(folder, "node", "connect.js").text()).contains("AUTHORIZED");
        assertThatCode(() -> jdk(leaf)).doesNotThrowAnyException();
    }

    static Stream<List<String>> a_proper_one_all_three_take() {
        return Stream.of(
                List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com"),
                List.of("192-168-1-20.d73e7513.odoo-iot.com"));
    }

    private byte[] signed(Consumer<Draft> change) throws IOException {
        Draft draft = new Draft(stolen);
        draft.notBefore = Draft.utc(now.minus(Duration.ofHours(1)));
        draft.notAfter = Draft.utc(now.plus(Duration.ofDays(30)));
        draft.key = thief.getPublic().getEncoded();
        draft.subject = Draft.commonName("box");
        change.accept(draft);
        byte[] leaf = draft.der(stolen);
        Files.writeString(folder.resolve("leaf.pem"), Pem.encode("CERTIFICATE", leaf));
        Files.writeString(
                folder.resolve("chain.pem"), Pem.encode("CERTIFICATE", leaf) + Pem.encode("CERTIFICATE", stolen.der()));
        return leaf;
    }

    private Tool.Answer openssl() {
        return Tool.run(
                folder,
                "openssl",
                "verify",
                "-x509_strict",
                "-CAfile",
                "ca/root.crt",
                "-untrusted",
                "ca/issuing.crt",
                "leaf.pem");
    }

    private void jdk(byte[] leaf) throws Exception {
        IssuerRules.mustValidate(
                AuthorityFiles.readCertificate(folder.resolve("ca/root.crt")),
                List.of(Profiles.decode(leaf), stolen.certificate()));
    }

    private static Arguments forged(String what, Consumer<Draft> forgery) {
        return Arguments.of(what, forgery);
    }
}
