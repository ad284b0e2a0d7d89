package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration NINETY_DAYS = Duration.ofDays(90);
    private static final List<String> NAMES = List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");

    @TempDir
    Path data;

    private Path ca;

    @BeforeEach
    void anAuthority() {
        ca = data.resolve("ca");
        TestAuthority.createIfMissing(ca, "odoo-iot.com", NOW);
    }

    @Test
    void a_certificate_carries_the_requests_key_and_the_given_names_and_nothing_else() throws Exception {
        KeyPair box = FreshKey.p256();

        IssuedCertificate issued = open().issue(NAMES, box.getPublic(), NOW);

        X509Certificate leaf = Profiles.decode(issued.der());
        assertThat(leaf.getPublicKey()).isEqualTo(box.getPublic());
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=*.d73e7513.odoo-iot.com");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, NAMES.get(0)), List.of(2, NAMES.get(1)));
        assertThat(leaf.getNotBefore()).isEqualTo(Date.from(NOW.minus(Duration.ofHours(1))));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(CertificateOrder.hex(leaf.getSerialNumber())).isEqualTo(issued.serial());
    }

    @Test
    void serials_are_positive_of_one_length_and_do_not_repeat() {
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            String serial = CertificateOrder.hex(CertificateOrder.newSerial());
            assertThat(serial).matches("[4-7][0-9a-f]{31}");
            assertThat(seen.add(serial)).isTrue();
        }
    }

    @Test
    void a_certificate_that_differs_from_its_order_does_not_pass_the_inspection() {
        KeyPair box = FreshKey.p256();
        CertificateOrder order = order("d73e7513.odoo-iot.com", box);
        CertificateOrder another = order("00000000.odoo-iot.com", box);

        byte[] signed = Profiles.leaf(another, issuing(), issuingKey());

        assertThatThrownBy(() -> Inspection.of(signed, order, issuing(), root()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("differs from its order");
    }

    @Test
    void a_name_outside_the_parent_domain_is_signed_by_no_one_who_inspects() {
        CertificateOrder order = order("www.example.com", FreshKey.p256());

        byte[] signed = Profiles.leaf(order, issuing(), issuingKey());

        assertThatThrownBy(() -> Inspection.of(signed, order, issuing(), root()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not validate");
    }

    @Test
    void with_a_stolen_issuing_key_the_jdk_still_refuses_a_certificate_for_another_domain() throws Exception {
        byte[] forged = Profiles.leaf(order("www.example.com", FreshKey.p256()), issuing(), issuingKey());

        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root(), null)));
        trust.setRevocationEnabled(false);
        trust.setDate(Date.from(NOW));
        var path =
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(Profiles.decode(forged), issuing()));

        assertThatThrownBy(() -> CertPathValidator.getInstance("PKIX").validate(path, trust))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void both_certificates_of_the_authority_say_test_and_are_constrained() {
        assertThat(root().getSubjectX500Principal().getName()).contains("TEST");
        assertThat(issuing().getSubjectX500Principal().getName()).contains("TEST");
        assertThat(root().getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(issuing().getCriticalExtensionOIDs()).contains("2.5.29.30");
        assertThat(issuing().getBasicConstraints()).isZero();
    }

    @Test
    void every_file_is_for_its_owner_only_and_the_roots_key_lies_apart() throws IOException {
        try (Stream<Path> files = Files.walk(ca)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
        assertThat(ca.resolve("offline/root.key")).exists();
    }

    @Test
    void the_authority_works_without_the_roots_key() throws IOException {
        Files.delete(ca.resolve("offline/root.key"));

        assertThat(open().issue(NAMES, FreshKey.p256().getPublic(), NOW)).isNotNull();
    }

    @Test
    void a_second_start_keeps_the_authority() throws IOException {
        String before = Files.readString(ca.resolve("root.crt"));

        assertThat(TestAuthority.createIfMissing(ca, "odoo-iot.com", NOW)).isFalse();
        assertThat(Files.readString(ca.resolve("root.crt"))).isEqualTo(before);
    }

    @Test
    void a_first_start_that_was_cut_off_is_made_again() throws IOException {
        Path other = data.resolve("other");
        Files.createDirectories(data.resolve("other.unfinished/offline"));
        Files.writeString(data.resolve("other.unfinished/root.crt"), "half");

        assertThat(TestAuthority.createIfMissing(other, "odoo-iot.com", NOW)).isTrue();
        assertThat(Authority.open(other, NINETY_DAYS, NOW)).isNotNull();
    }

    @Test
    void a_key_of_another_authority_is_refused_at_start() throws IOException {
        Path other = data.resolve("other");
        TestAuthority.createIfMissing(other, "odoo-iot.com", NOW);
        Files.writeString(ca.resolve("issuing.key"), Files.readString(other.resolve("issuing.key")));

        assertThatThrownBy(this::open).isInstanceOf(AuthorityRefused.class).hasMessageContaining("is not the key of");
    }

    @Test
    void a_root_of_another_authority_is_refused_at_start() throws IOException {
        Path other = data.resolve("other");
        TestAuthority.createIfMissing(other, "odoo-iot.com", NOW);
        Files.writeString(ca.resolve("root.crt"), Files.readString(other.resolve("root.crt")));

        assertThatThrownBy(this::open).isInstanceOf(AuthorityRefused.class).hasMessageContaining("was not signed by");
    }

    @Test
    void a_damaged_key_is_refused_without_a_word_of_it() throws IOException {
        Files.writeString(
                ca.resolve("issuing.key"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(AuthorityRefused.class)
                .hasNoCause()
                .hasMessageContaining("issuing.key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        Files.delete(ca.resolve("issuing.crt"));

        assertThatThrownBy(this::open)
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("issuing.crt can't be read");
    }

    @Test
    void an_issuer_that_would_end_before_its_certificates_is_refused_at_start() {
        Instant end = issuing().getNotAfter().toInstant();

        assertThat(Authority.open(ca, Duration.ofDays(45), end.minus(Duration.ofDays(45))))
                .isNotNull();
        assertThatThrownBy(() -> Authority.open(ca, Duration.ofDays(45), end.minus(Duration.ofDays(44))))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("before a certificate that it would issue today");
    }

    @Test
    void a_life_that_browsers_do_not_take_is_refused_at_start() {
        assertThat(Authority.open(ca, Duration.ofDays(199), NOW)).isNotNull();
        assertThatThrownBy(() -> Authority.open(ca, Duration.ofDays(200), NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("browsers take 199");
    }

    @Test
    void a_life_that_a_stock_box_would_renew_for_ever_is_refused_at_start() {
        assertThat(Authority.open(ca, Duration.ofDays(11), NOW)).isNotNull();
        assertThatThrownBy(() -> Authority.open(ca, Duration.ofDays(10), NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("it would ask for ever");
    }

    @Test
    void secrets_do_not_tell_themselves() {
        assertThat(FreshKey.make().toString()).isEqualTo("private key (secret)");
    }

    private Authority open() {
        return Authority.open(ca, NINETY_DAYS, NOW);
    }

    private X509Certificate root() {
        return AuthorityFiles.readCertificate(ca.resolve("root.crt"));
    }

    private X509Certificate issuing() {
        return AuthorityFiles.readCertificate(ca.resolve("issuing.crt"));
    }

    private PrivateKey issuingKey() {
        return AuthorityFiles.readKey(ca.resolve("issuing.key"), "EC");
    }

    private static CertificateOrder order(String name, KeyPair box) {
        return new CertificateOrder(
                CertificateOrder.newSerial(), List.of(name), Validity.from(NOW, NINETY_DAYS), box.getPublic());
    }
}
