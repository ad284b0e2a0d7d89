package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files from other people's tools, right until a test makes one thing wrong. */
class GivenAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final PublicAddress ADDRESS = new PublicAddress("https://iot.example.com");

    @TempDir
    Path ca;

    private Given given;

    /** What the tool was told to make. */
    private static final class Given {
        KeyPair rootKey = ec("secp384r1");
        KeyPair issuingKey = ec("secp256r1");
        boolean rootIsAuthority = true;
        boolean issuingIsAuthority = true;
        Integer pathLength = 0;
        int usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
        boolean rootIsConstrained = true;
        boolean issuingIsConstrained = true;
        boolean addressesAreExcluded = true;
        boolean hasKeyIdentifier = true;
        Duration life = Duration.ofDays(1000);
    }

    @BeforeEach
    void given() {
        given = new Given();
    }

    @Test
    void what_another_tool_made_rightly_is_taken() throws Exception {
        write();

        Authority authority = open();

        assertThat(authority.isTest()).isFalse();
        assertThat(authority.issuerName()).isEqualTo("CN=Acme Issuing");
        authority.mustBeAbleToIssue(List.of("*.00000000.odoo-iot.com"), NOW);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void what_is_wrong_is_refused_with_the_files_name_and_a_sentence(
            String file, Consumer<Given> mistake, String sentence) throws Exception {
        mistake.accept(given);
        write();

        assertThatThrownBy(this::open)
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining(ca.resolve(file).toString())
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> what_is_wrong_is_refused_with_the_files_name_and_a_sentence() {
        return Stream.of(
                mistake("root.crt", given -> given.rootIsAuthority = false, "is not the certificate of an authority"),
                mistake("issuing.crt", given -> given.issuingIsAuthority = false, "is not the certificate of an auth"),
                mistake("issuing.crt", given -> given.pathLength = null, "may sign further authorities"),
                mistake("issuing.crt", given -> given.pathLength = 1, "may sign further authorities"),
                mistake("root.crt", given -> given.usage = KeyUsage.keyCertSign, "may not sign both"),
                mistake("issuing.crt", given -> given.purpose = KeyPurposeId.id_kp_clientAuth, "not for servers"),
                mistake("issuing.crt", given -> given.purpose = null, "not for servers"),
                mistake("root.crt", given -> given.rootIsConstrained = false, "has no name constraints"),
                mistake("issuing.crt", given -> given.issuingIsConstrained = false, "has no name constraints"),
                mistake("root.crt", given -> given.addressesAreExcluded = false, "leave IP addresses open"),
                mistake("issuing.crt", given -> given.issuingKey = ec("secp384r1"), "EC on P-256"),
                mistake("issuing.crt", given -> given.issuingKey = rsa(), "of the kind RSA"),
                mistake("issuing.crt", given -> given.hasKeyIdentifier = false, "no subject key identifier"),
                mistake("root.crt", given -> given.life = Duration.ofDays(89), "before a certificate that it would"));
    }

    @Test
    void a_key_that_everybody_can_read_is_refused_and_one_for_a_group_is_not() throws Exception {
        write();
        permit("r--r-----");
        assertThat(open()).isNotNull();

        permit("rw-r--r--");
        assertThatThrownBy(this::open)
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("chmod 600")
                .hasMessageContaining("defaultMode 0440");
    }

    @Test
    void an_encrypted_key_wants_its_passphrase_and_no_other() throws Exception {
        write();
        Passphrase secret = Passphrase.of("correct horse".toCharArray());
        Files.delete(ca.resolve("issuing.key"));
        AuthorityFiles.write(
                ca.resolve("issuing.key"), KeyFile.pem(given.issuingKey.getPrivate(), Optional.of(secret)));

        assertThat(open(Optional.of(secret))).isNotNull();
        assertThatThrownBy(this::open).hasMessageContaining("padlock.authority.passphrase-file");
        assertThatThrownBy(() -> open(Optional.of(Passphrase.of("battery staple".toCharArray()))))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("is not opened by the passphrase")
                .hasMessageNotContaining("staple");
    }

    @Test
    void a_passphrase_does_not_tell_itself() {
        assertThat(Passphrase.of("correct horse".toCharArray())).hasToString("passphrase (secret)");
        assertThatThrownBy(() -> Passphrase.of("short".toCharArray())).hasMessageNotContaining("short");
    }

    @Test
    void the_roots_key_beside_is_noticed() throws Exception {
        write();
        assertThat(open().rootKeyIsBeside()).isFalse();

        Files.createDirectory(ca.resolve("offline"));
        Files.writeString(ca.resolve("offline/root.key"), "a key");
        assertThat(open().rootKeyIsBeside()).isTrue();
    }

    private static Arguments mistake(String file, Consumer<Given> mistake, String sentence) {
        return arguments(file, mistake, sentence);
    }

    private Authority open() {
        return open(Optional.empty());
    }

    private Authority open(Optional<Passphrase> passphrase) {
        return Authority.open(ca, passphrase, Duration.ofDays(90), ADDRESS, NOW);
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(ca.resolve("issuing.key"), PosixFilePermissions.fromString(permissions));
    }

    private void write() throws Exception {
        X509v3CertificateBuilder root = builder("Acme Root", 1, given.rootKey);
        root.addExtension(Extension.basicConstraints, true, new BasicConstraints(given.rootIsAuthority));
        root.addExtension(Extension.keyUsage, true, new KeyUsage(given.usage));
        if (given.rootIsConstrained) {
            root.addExtension(Extension.nameConstraints, true, constraints());
        }
        root.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(given.rootKey.getPublic()));
        X509v3CertificateBuilder issuing = builder("Acme Issuing", 2, given.issuingKey);
        issuing.addExtension(
                Extension.basicConstraints,
                true,
                !given.issuingIsAuthority
                        ? new BasicConstraints(false)
                        : given.pathLength == null
                                ? new BasicConstraints(true)
                                : new BasicConstraints(given.pathLength));
        issuing.addExtension(Extension.keyUsage, true, new KeyUsage(given.usage));
        if (given.purpose != null) {
            issuing.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(given.purpose));
        }
        if (given.issuingIsConstrained) {
            issuing.addExtension(Extension.nameConstraints, true, constraints());
        }
        if (given.hasKeyIdentifier) {
            issuing.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(given.issuingKey.getPublic()));
        }
        AuthorityFiles.write(ca.resolve("root.crt"), signed(root));
        AuthorityFiles.write(ca.resolve("issuing.crt"), signed(issuing));
        AuthorityFiles.write(ca.resolve("issuing.key"), KeyFile.pem(given.issuingKey.getPrivate(), Optional.empty()));
    }

    private X509v3CertificateBuilder builder(String name, int serial, KeyPair key) {
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=Acme Root"),
                BigInteger.valueOf(serial),
                Date.from(NOW.minus(Duration.ofDays(1))),
                Date.from(NOW.plus(given.life)),
                new X500Name("CN=" + name),
                key.getPublic());
    }

    private String signed(X509v3CertificateBuilder builder) throws IOException, OperatorCreationException {
        return Pem.encode(
                "CERTIFICATE",
                builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(given.rootKey.getPrivate()))
                        .getEncoded());
    }

    private NameConstraints constraints() {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "odoo-iot.com"))},
                given.addressesAreExcluded ? new GeneralSubtree[] {everyAddressOf(4), everyAddressOf(16)} : null);
    }

    private static GeneralSubtree everyAddressOf(int octets) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[2 * octets])));
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
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
}
