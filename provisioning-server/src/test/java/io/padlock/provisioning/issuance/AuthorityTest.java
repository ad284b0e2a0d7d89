package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration NINETY_DAYS = Duration.ofDays(90);
    private static final List<String> NAMES = List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");

    private static final PublicAddress ADDRESS = new PublicAddress("https://iot.example.com");

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
        assertThat(leaf.getPublicKey().getEncoded()).isEqualTo(box.getPublic().getEncoded());
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=*.d73e7513.odoo-iot.com");
        assertThat(leaf.getSubjectAlternativeNames())
                .containsExactly(List.of(2, NAMES.get(0)), List.of(2, NAMES.get(1)));
        assertThat(leaf.getNotBefore()).isEqualTo(Date.from(NOW.minus(Duration.ofHours(1))));
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(CertificateOrder.hex(leaf.getSerialNumber())).isEqualTo(issued.serial());
    }

    @Test
    void a_serial_is_the_millisecond_and_eighty_random_bits() {
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            String serial = CertificateOrder.hex(CertificateOrder.newSerial(NOW));
            assertThat(serial).matches("01a1fd1e8c00[0-9a-f]{20}");
            assertThat(seen.add(serial)).isTrue();
        }
    }

    @Test
    void serials_of_a_later_millisecond_stand_behind() {
        String one = CertificateOrder.hex(CertificateOrder.newSerial(NOW));
        String next = CertificateOrder.hex(CertificateOrder.newSerial(NOW.plusMillis(1)));

        assertThat(one).isLessThan(next);
    }

    @Test
    void no_serial_is_made_by_a_clock_that_was_never_set() {
        assertThatThrownBy(() -> CertificateOrder.newSerial(Instant.EPOCH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The clock says 1970");
    }

    @Test
    void a_certificate_that_differs_from_its_order_does_not_pass_the_inspection() {
        KeyPair box = FreshKey.p256();
        CertificateOrder order = order("d73e7513.odoo-iot.com", box);
        CertificateOrder another = order("00000000.odoo-iot.com", box);

        byte[] signed = issuer().sign(another);

        assertThatThrownBy(() -> Inspection.of(signed, order, issuer()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("differs from its order");
    }

    @Test
    void a_name_outside_the_parent_domain_leaves_no_one() {
        assertThatThrownBy(() ->
                        open().issue(List.of("www.example.com"), FreshKey.make().publicKey(), NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("padlock_names_within_the_issuers_limits");
    }

    @Test
    void with_a_stolen_issuing_key_the_jdk_still_refuses_a_certificate_for_another_domain() throws Exception {
        byte[] forged = issuer().sign(order("www.example.com", FreshKey.p256()));

        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(root(), null)));
        trust.setRevocationEnabled(false);
        trust.setDate(Date.from(NOW));
        var path =
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(Profiles.decode(forged), issuing()));

        assertThatThrownBy(() -> CertPathValidator.getInstance("PKIX").validate(path, trust))
                .isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void a_certificate_says_where_its_issuer_and_its_revocation_list_are() throws Exception {
        String issued = text(open().issue(NAMES, FreshKey.p256().getPublic(), NOW));

        String id = open().issuers().get(0).id();
        assertThat(issued)
                .contains("https://iot.example.com/v1/authority/issuers/" + id + ".crl")
                .contains("https://iot.example.com/v1/authority/issuers/" + id + ".crt");
    }

    @Test
    void with_the_longest_address_a_certificate_stays_under_900_octets() {
        PublicAddress longest = new PublicAddress("https://" + "a".repeat(92));

        IssuedCertificate issued = Authority.open(ca, Optional.empty(), NINETY_DAYS, longest, NOW)
                .issue(NAMES, FreshKey.p256().getPublic(), NOW);

        assertThat(issued.der()).hasSizeLessThan(900);
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
        assertThat(Authority.open(other, Optional.empty(), NINETY_DAYS, ADDRESS, NOW))
                .isNotNull();
    }

    @Test
    void a_retired_issuer_comes_after_the_current_one_and_its_certificates_keep_their_chain() throws Exception {
        IssuedCertificate old = open().issue(NAMES, FreshKey.p256().getPublic(), NOW);
        Issuer before = open().issuers().get(0);
        replaceTheIssuer();

        Authority authority = open();
        IssuedCertificate fresh = authority.issue(NAMES, FreshKey.p256().getPublic(), NOW);

        assertThat(authority.issuers()).extracting(Issuer::id).hasSize(2).last().isEqualTo(before.id());
        assertThat(authority.chainPem(old.der())).endsWith(Pem.encode("CERTIFICATE", before.der()));
        assertThat(authority.chainPem(fresh.der()))
                .endsWith(Files.readString(ca.resolve("issuing.crt")))
                .isNotEqualTo(authority.chainPem(old.der()));
    }

    @Test
    void two_issuers_of_one_name_are_refused_at_start() throws Exception {
        X509Certificate old = issuing();
        PrivateKey rootKey = KeyFile.read(ca.resolve("offline/root.key"), Optional.empty());
        KeyPair fresh = FreshKey.p256();
        X509Certificate renewed = Profiles.issuing(
                Profiles.commonNameOf(old),
                NewAuthority.life(NOW, NewAuthority.ISSUING_LIFE),
                fresh.getPublic(),
                root(),
                rootKey,
                "odoo-iot.com");
        Path retired = Files.createDirectory(ca.resolve("retired"));
        Files.move(ca.resolve("issuing.crt"), retired.resolve("old.crt"));
        Files.move(ca.resolve("issuing.key"), retired.resolve("old.key"));
        AuthorityFiles.write(ca.resolve("issuing.crt"), Pem.encode("CERTIFICATE", renewed.getEncoded()));
        AuthorityFiles.write(ca.resolve("issuing.key"), KeyFile.pem(fresh.getPrivate(), Optional.empty()));

        assertThatThrownBy(this::open)
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("two issuing certificates have one name")
                .hasMessageContaining(Issuer.idOf(old));
    }

    @Test
    void an_encrypted_key_may_lie_open_and_a_plain_one_may_not() throws IOException {
        Passphrase passphrase = Passphrase.of("correct horse".toCharArray());
        PrivateKey key = KeyFile.read(ca.resolve("issuing.key"), Optional.empty());
        Set<PosixFilePermission> asOnAStick = PosixFilePermissions.fromString("rwxr-xr-x");
        Path encrypted = Files.writeString(data.resolve("e.key"), KeyFile.pem(key, Optional.of(passphrase)));
        Path plain = Files.writeString(data.resolve("p.key"), KeyFile.pem(key, Optional.empty()));
        Files.setPosixFilePermissions(encrypted, asOnAStick);
        Files.setPosixFilePermissions(plain, asOnAStick);

        assertThat(KeyFile.read(encrypted, Optional.of(passphrase))).isEqualTo(key);
        assertThatThrownBy(() -> KeyFile.read(plain, Optional.empty()))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void an_empty_folder_is_filled_and_one_with_other_files_is_not() throws IOException {
        Path mounted =
                Files.createDirectories(data.resolve("mounted/lost+found")).getParent();
        Path others = Files.createDirectory(data.resolve("others"));
        Files.writeString(others.resolve("issuing.key"), "somebody's");

        assertThat(TestAuthority.createIfMissing(mounted, "odoo-iot.com", NOW)).isTrue();

        assertThat(Authority.open(mounted, NINETY_DAYS, ADDRESS, NOW).isTest()).isTrue();
        assertThat(AuthorityFiles.list(mounted))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("issuing.crt", "issuing.key", "lost+found", "offline", "root.crt");
        assertThatThrownBy(() -> TestAuthority.createIfMissing(others, "odoo-iot.com", NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("holds no root.crt, but other files (issuing.key)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "issuing.crt", "issuing.crt issuing.key", "issuing.crt issuing.key offline"})
    void files_that_were_cut_off_on_their_way_into_a_folder_arrive_at_the_next_start(String arrived)
            throws IOException {
        Path mounted = Files.createDirectory(data.resolve("mounted"));
        Path arriving = mounted.resolve(".arriving");
        TestAuthority.createIfMissing(arriving, "odoo-iot.com", NOW);
        for (String file : arrived.isEmpty() ? new String[0] : arrived.split(" ")) {
            Files.move(arriving.resolve(file), mounted.resolve(file));
        }

        assertThat(TestAuthority.createIfMissing(mounted, "odoo-iot.com", NOW)).isFalse();

        assertThat(Authority.open(mounted, NINETY_DAYS, ADDRESS, NOW)).isNotNull();
        assertThat(arriving).doesNotExist();
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

        assertThat(Authority.open(ca, Optional.empty(), Duration.ofDays(45), ADDRESS, end.minus(Duration.ofDays(45))))
                .isNotNull();
        assertThatThrownBy(() -> Authority.open(
                        ca, Optional.empty(), Duration.ofDays(45), ADDRESS, end.minus(Duration.ofDays(44))))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("before a certificate that it would issue today");
    }

    @Test
    void a_server_that_runs_for_long_issues_nothing_that_outlives_the_issuer() throws Exception {
        Instant end = issuing().getNotAfter().toInstant();
        Authority authority = open();

        IssuedCertificate issued = authority.issue(NAMES, FreshKey.p256().getPublic(), end.minus(Duration.ofDays(11)));

        assertThat(issued.validity().notAfter()).isEqualTo(end);
        assertThat(Profiles.decode(issued.der()).getNotAfter()).isEqualTo(Date.from(end));
    }

    @Test
    void a_clock_that_goes_back_to_before_the_issuer_began_issues_nothing() {
        Instant beginning = issuing().getNotBefore().toInstant();
        Authority authority = open();

        assertThatThrownBy(() -> authority.issue(NAMES, FreshKey.p256().getPublic(), beginning.minusSeconds(1)))
                .isInstanceOf(AuthorityOutOfTime.class)
                .hasMessageContaining("begins on " + beginning);
        assertThat(authority
                        .issue(NAMES, FreshKey.p256().getPublic(), beginning)
                        .validity()
                        .notBefore())
                .as("the hour that certificates are backdated by is not the issuer's")
                .isEqualTo(beginning);
    }

    @Test
    void an_issuer_that_is_yet_to_begin_is_refused_at_start() {
        Instant before = issuing().getNotBefore().toInstant().minusSeconds(1);

        assertThatThrownBy(() -> Authority.open(ca, NINETY_DAYS, ADDRESS, before))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("Set the clock");
    }

    @Test
    void an_issuer_with_ten_days_left_issues_no_more() {
        Instant end = issuing().getNotAfter().toInstant();
        Authority authority = open();

        assertThatThrownBy(() -> authority.issue(NAMES, FreshKey.p256().getPublic(), end.minus(Duration.ofDays(10))))
                .isInstanceOf(AuthorityOutOfTime.class)
                .hasMessageContaining("ends on " + end);
    }

    @Test
    void a_server_that_runs_for_long_follows_the_calendar() {
        Authority authority = Authority.open(ca, Optional.empty(), Duration.ofDays(199), ADDRESS, NOW);

        IssuedCertificate issued =
                authority.issue(NAMES, FreshKey.p256().getPublic(), Instant.parse("2027-03-15T00:00:00Z"));

        assertThat(Duration.between(
                        issued.validity().notBefore(),
                        issued.validity().notAfter().plusSeconds(1)))
                .isEqualTo(Duration.ofDays(99));
    }

    @Test
    void the_calendar_is_told_ahead_when_a_certificate_of_today_sees_it() {
        assertThat(Authority.open(ca, Optional.empty(), Duration.ofDays(199), ADDRESS, NOW)
                        .shortensOn(NOW))
                .contains(LocalDate.of(2027, 3, 15));
        assertThat(open().shortensOn(NOW)).isEmpty();
    }

    @Test
    void a_life_that_browsers_do_not_take_is_refused_at_start() {
        assertThat(Authority.open(ca, Optional.empty(), Duration.ofDays(199), ADDRESS, NOW))
                .isNotNull();
        assertThatThrownBy(() -> Authority.open(ca, Optional.empty(), Duration.ofDays(200), ADDRESS, NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("browsers take 199");
    }

    @Test
    void a_life_that_a_stock_box_would_renew_for_ever_is_refused_at_start() {
        assertThat(Authority.open(ca, Optional.empty(), Duration.ofDays(11), ADDRESS, NOW))
                .isNotNull();
        assertThatThrownBy(() -> Authority.open(ca, Optional.empty(), Duration.ofDays(10), ADDRESS, NOW))
                .isInstanceOf(AuthorityRefused.class)
                .hasMessageContaining("it would ask for ever");
    }

    @Test
    void secrets_do_not_tell_themselves() {
        assertThat(FreshKey.make().toString()).isEqualTo("private key (secret)");
    }

    private static String text(IssuedCertificate issued) {
        return new String(issued.der(), StandardCharsets.ISO_8859_1);
    }

    private void replaceTheIssuer() {
        new Rotation(ca, ca.resolve("offline/root.key"), Optional.empty(), Optional.empty()).run(NOW);
    }

    private Authority open() {
        return Authority.open(ca, Optional.empty(), NINETY_DAYS, ADDRESS, NOW);
    }

    private X509Certificate root() {
        return AuthorityFiles.readCertificate(ca.resolve("root.crt"));
    }

    private X509Certificate issuing() {
        return AuthorityFiles.readCertificate(ca.resolve("issuing.crt"));
    }

    private Issuer issuer() {
        return open().issuers().get(0);
    }

    private static CertificateOrder order(String name, KeyPair box) {
        return new CertificateOrder(
                CertificateOrder.newSerial(NOW), List.of(name), Validity.from(NOW, NINETY_DAYS), box.getPublic());
    }
}
