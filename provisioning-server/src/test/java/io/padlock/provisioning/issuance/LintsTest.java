package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.padlock.provisioning.issuance.Lint.Circumstances;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintsTest {

    private static final byte[] ECDSA_WITH_SHA384 = HexFormat.of().parseHex("300a06082a8648ce3d040303");
    private static final byte[] ECDSA_WITH_SHA256_AND_NULL = HexFormat.of().parseHex("300c06082a8648ce3d0403020500");

    @TempDir
    static Path data;

    private static Issuer issuer;

    @BeforeAll
    static void anIssuer() {
        issuer = issuerOf(Draft.NOW);
    }

    private static Issuer issuerOf(Instant made) {
        Path folder = data.resolve("ca-of-" + made.getEpochSecond());
        TestAuthority.createIfMissing(folder, "odoo-iot.com", made);
        return Authority.open(folder, Duration.ofDays(45), new PublicAddress("https://iot.example.com"), made)
                .issuers()
                .get(0);
    }

    @Test
    void a_certificate_as_it_should_be_breaks_nothing() {
        assertThat(findings(draft -> {})).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongCertificates")
    void each_lint_finds_what_it_is_for(String lint, String why, Consumer<Draft> mistake) {
        assertThat(findings(mistake)).anySatisfy(found -> assertThat(found).startsWith(lint + " ("));
    }

    @Test
    void every_lint_has_a_certificate_that_it_finds() {
        assertThat(wrongCertificates().map(each -> each.get()[0]))
                .containsAll(Lints.TABLE.stream().map(Lint::name).toList());
    }

    @Test
    void every_lint_has_a_name_of_its_own_and_says_whose_rule_it_is() {
        assertThat(Lints.TABLE).extracting(Lint::name).doesNotHaveDuplicates();
        assertThat(Lints.TABLE).extracting(Lint::rule).allMatch(rule -> rule.matches("(BR|RFC|X[.]690).*"));
    }

    static Stream<Arguments> wrongCertificates() {
        return Stream.of(
                wrong("e_invalid_certificate_version", "version 2", draft -> draft.version = version(1)),
                wrong("e_invalid_certificate_version", "version 1, not said", draft -> draft.version = new byte[0]),
                wrong(
                        "e_cert_contains_unique_identifier",
                        "of the issuer",
                        draft -> draft.uniqueIdentifier = Der.of(0x81, new byte[] {0, 1})),
                wrong(
                        "e_cert_sig_alg_not_match_tbs_sig_alg",
                        "SHA-384 outside",
                        draft -> draft.outerAlgorithm = ECDSA_WITH_SHA384),
                wrong(
                        "padlock_signature_algorithm",
                        "NULL where nothing belongs",
                        draft -> draft.algorithm = draft.outerAlgorithm = ECDSA_WITH_SHA256_AND_NULL),
                wrong(
                        "padlock_issuer_is_its_issuer",
                        "another",
                        draft -> draft.issuer = Draft.commonName("Somebody else")),
                wrong("padlock_key_algorithm", "EC without a curve", draft -> draft.key = keyWithoutCurve()),
                wrong("e_serial_number_not_positive", "negative", draft -> draft.serial = filled(16, 0x80)),
                wrong("e_serial_number_not_positive", "zero", draft -> draft.serial = new byte[] {0}),
                wrong("e_serial_number_longer_than_20_octets", "21", draft -> draft.serial = filled(21, 1)),
                wrong("w_serial_number_low_entropy", "7 octets", draft -> draft.serial = filled(7, 1)),
                wrong(
                        "padlock_time_has_seconds_and_z",
                        "no seconds",
                        draft -> draft.notBefore = Der.of(Der.UTC_TIME, "2611210700Z")),
                wrong(
                        "padlock_time_has_seconds_and_z",
                        "an offset",
                        draft -> draft.notAfter = Der.of(Der.UTC_TIME, "270219065959+0100")),
                wrong(
                        "padlock_time_has_seconds_and_z",
                        "a thirteenth month",
                        draft -> draft.notAfter = Der.of(Der.UTC_TIME, "271319065959Z")),
                wrong(
                        "e_wrong_time_format_pre2050",
                        "four digits for 2027",
                        draft -> draft.notAfter = Der.of(Der.GENERALIZED_TIME, "20270219065959Z")),
                wrong(
                        "e_validity_time_not_positive",
                        "it ends when it begins",
                        draft -> draft.notAfter = draft.notBefore),
                wrong(
                        "padlock_not_before_near_signing",
                        "48 hours and a second before",
                        draft -> draft.notBefore =
                                Draft.utc(Draft.NOW.minus(Duration.ofHours(48)).minusSeconds(1))),
                wrong(
                        "padlock_validity_follows_the_calendar",
                        "199 days and a second",
                        draft -> draft.notAfter =
                                Draft.utc(Draft.NOW.minus(Duration.ofHours(1)).plus(Duration.ofDays(199)))),
                wrong(
                        "padlock_ends_within_its_issuer",
                        "a second after it",
                        draft -> draft.notAfter = Draft.utc(
                                issuer.certificate().getNotAfter().toInstant().plusSeconds(1))),
                wrong("e_ext_san_missing", "a common name only", draft -> draft.extensions.remove(17)),
                wrong(
                        "padlock_san_dns_names_only",
                        "an address beside the name",
                        draft -> draft.put(
                                17,
                                Draft.NOT_CRITICAL,
                                Der.sequence(
                                        Der.of(0x82, "*.d73e7513.odoo-iot.com"),
                                        Der.of(0x87, new byte[] {10, 0, 0, 1})))),
                wrong("e_ext_san_not_critical_without_subject", "no subject", draft -> draft.subject = Der.sequence()),
                wrong(
                        "w_ext_san_critical_with_subject_dn",
                        "critical",
                        draft -> draft.put(17, Draft.CRITICAL, Draft.alternativeNames("*.d73e7513.odoo-iot.com"))),
                wrong(
                        "e_subject_common_name_not_exactly_from_san",
                        "capitals",
                        draft -> draft.subject = Draft.commonName("*.D73E7513.odoo-iot.com")),
                wrong(
                        "e_subject_common_name_max_length",
                        "65 characters",
                        draft -> draft.subject = Draft.commonName("a".repeat(52) + ".odoo-iot.com")),
                wrong("e_dnsname_bad_character_in_label", "a line", draft -> draft.names("a_b.odoo-iot.com")),
                wrong("e_dnsname_bad_character_in_label", "a capital", draft -> draft.names("A.odoo-iot.com")),
                wrong("e_dnsname_empty_label", "two dots", draft -> draft.names("a..odoo-iot.com")),
                wrong("e_dnsname_empty_label", "a dot at the end", draft -> draft.names("a.odoo-iot.com.")),
                wrong("e_dnsname_empty_label", "nothing at all", draft -> draft.names("")),
                wrong(
                        "e_dnsname_label_too_long",
                        "64 characters",
                        draft -> draft.names("a".repeat(64) + ".odoo-iot.com")),
                wrong(
                        "e_dnsname_left_label_wildcard_correct",
                        "a part of a label",
                        draft -> draft.names("shop*.odoo-iot.com")),
                wrong(
                        "e_dnsname_wildcard_only_in_left_label",
                        "the second label",
                        draft -> draft.names("a.*.odoo-iot.com")),
                wrong(
                        "padlock_names_within_the_issuers_limits",
                        "another domain",
                        draft -> draft.names("www.example.com")),
                wrong(
                        "padlock_names_within_the_issuers_limits",
                        "a domain that ends alike",
                        draft -> draft.names("evil-odoo-iot.com")),
                wrong("e_ext_duplicate_extension", "usage twice", draft -> draft.again(15)),
                wrong(
                        "e_ext_cannot_be_empty_sequence",
                        "no name",
                        draft -> draft.put(17, Draft.NOT_CRITICAL, Der.sequence())),
                wrong(
                        "padlock_default_of_critical_omitted",
                        "FALSE in words",
                        draft -> draft.put(37, Draft.NOT_CRITICAL_IN_WORDS, Der.sequence(Draft.keyPurpose(1)))),
                wrong(
                        "e_basic_constr_invalid_der",
                        "CA FALSE in words",
                        draft -> draft.put(19, Draft.CRITICAL, Der.sequence(Draft.NOT_CRITICAL_IN_WORDS))),
                wrong(
                        "e_sub_cert_not_is_ca",
                        "an authority",
                        draft -> draft.put(19, Draft.CRITICAL, Der.sequence(Draft.CRITICAL))),
                wrong(
                        "e_ext_name_constraints_not_in_ca",
                        "constraints",
                        draft -> draft.put(
                                30, Draft.CRITICAL, Der.sequence(Der.of(0xa0, Der.sequence(Der.of(0x82, "a.b")))))),
                wrong("padlock_key_usage_missing", "none", draft -> draft.extensions.remove(15)),
                wrong(
                        "padlock_key_usage_not_critical",
                        "not critical",
                        draft -> draft.put(15, Draft.NOT_CRITICAL, usage(7, 0x80))),
                wrong(
                        "e_incorrect_ku_encoding",
                        "bits at the end",
                        draft -> draft.put(15, Draft.CRITICAL, usage(0, 0x80))),
                wrong(
                        "padlock_key_usage_fits_the_key",
                        "an EC key that enciphers",
                        draft -> draft.put(15, Draft.CRITICAL, usage(5, 0xa0))),
                wrong(
                        "padlock_key_usage_fits_the_key",
                        "a key that signs certificates",
                        draft -> draft.put(15, Draft.CRITICAL, usage(2, 0x84))),
                wrong("e_sub_cert_eku_missing", "none", draft -> draft.extensions.remove(37)),
                wrong(
                        "padlock_eku_server_authentication_only",
                        "for clients too",
                        draft -> draft.put(
                                37, Draft.NOT_CRITICAL, Der.sequence(Draft.keyPurpose(1), Draft.keyPurpose(2)))),
                wrong("e_ext_authority_key_identifier_missing", "none", draft -> draft.extensions.remove(35)),
                wrong(
                        "e_ext_authority_key_identifier_critical",
                        "critical",
                        draft -> draft.put(35, Draft.CRITICAL, Der.sequence(Der.of(0x80, issuer.keyIdentifier())))),
                wrong(
                        "padlock_aki_is_the_issuers_ski",
                        "another key",
                        draft -> draft.put(35, Draft.NOT_CRITICAL, Der.sequence(Der.of(0x80, filled(20, 7))))),
                wrong("e_sub_cert_certificate_policies_missing", "none", draft -> draft.extensions.remove(32)),
                wrong("padlock_crl_pointer_missing", "none, for 90 days", draft -> draft.extensions.remove(31)),
                wrong(
                        "e_sub_cert_crl_distribution_points_marked_critical",
                        "critical",
                        draft -> draft.put(
                                31,
                                Draft.CRITICAL,
                                Der.sequence(Der.sequence(Der.of(0xa0, Der.of(0xa0, Der.of(0x86, "http://a/"))))))),
                wrong(
                        "e_sub_cert_crl_distribution_points_does_not_contain_url",
                        "LDAP",
                        draft -> draft.revocationListAt("ldap://directory/cn=list")));
    }

    @Test
    void seven_days_need_no_revocation_list() {
        assertThat(findings(draft -> {
                    draft.extensions.remove(31);
                    draft.notAfter = Draft.utc(Draft.NOW
                            .minus(Duration.ofHours(1))
                            .plus(Duration.ofDays(7))
                            .minusSeconds(1));
                }))
                .isEmpty();
    }

    @Test
    void a_critical_name_without_a_subject_is_right() {
        assertThat(findings(draft -> {
                    draft.subject = Der.sequence();
                    draft.put(17, Draft.CRITICAL, Draft.alternativeNames("*.d73e7513.odoo-iot.com"));
                }))
                .isEmpty();
    }

    @Test
    void an_rsa_key_may_encipher() throws Exception {
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();

        assertThat(findings(draft -> draft.key = rsa)).isEmpty();
        assertThat(findings(draft -> {
                    draft.key = rsa;
                    draft.put(15, Draft.CRITICAL, usage(5, 0xa0));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2049-11-16T00:00:00Z", "2049-12-25T00:00:00Z", "2050-06-01T00:00:00Z"})
    void around_the_year_2050_the_profile_writes_what_the_lints_ask_for(Instant then) {
        CertificateOrder order = new CertificateOrder(
                CertificateOrder.newSerial(then),
                List.of("*.d73e7513.odoo-iot.com"),
                Validity.from(then, Duration.ofDays(45)),
                FreshKey.p256().getPublic());

        Issuer ofThen = issuerOf(then);
        assertThat(Lints.findings(ofThen.sign(order), new Circumstances(ofThen, then)))
                .isEmpty();
    }

    @Test
    void the_first_second_of_2050_has_four_digits_and_the_last_of_2049_two() {
        Draft draft = new Draft(issuer);
        draft.notAfter = Der.of(Der.GENERALIZED_TIME, "20500101000000Z");
        assertThat(Lints.findings(draft.der(issuer), new Circumstances(issuer, Draft.NOW)))
                .noneMatch(found -> found.startsWith("e_wrong_time_format_pre2050"));
        draft.notAfter = Der.of(Der.GENERALIZED_TIME, "20491231235959Z");
        assertThat(Lints.findings(draft.der(issuer), new Circumstances(issuer, Draft.NOW)))
                .anyMatch(found -> found.startsWith("e_wrong_time_format_pre2050"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void what_der_does_not_allow_is_found_by_reading(String hex, String why) {
        assertThatThrownBy(() -> DerElement.read(HexFormat.of().parseHex(hex)))
                .as(why)
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> what_der_does_not_allow_is_found_by_reading() {
        return Stream.of(
                arguments("", "nothing"),
                arguments("30", "a tag without a length"),
                arguments("30800201010000", "an indefinite length"),
                arguments("308103020101", "a length in two octets where one does"),
                arguments("30820003020101", "a length in three octets where one does"),
                arguments("300302010100", "an octet after the end"),
                arguments("3004020101", "an end before the end"),
                arguments("3003020201", "an element longer than what holds it"),
                arguments("02020001", "an INTEGER with a zero too many"),
                arguments("0202ff80", "a negative INTEGER with an octet too many"),
                arguments("0200", "an INTEGER of nothing"),
                arguments("010101", "a BOOLEAN that is neither 00 nor FF"),
                arguments("03020481", "a BIT STRING with bits that don't count"),
                arguments("03020880", "a BIT STRING with eight bits that don't count"),
                arguments("0300", "a BIT STRING of nothing"),
                arguments("050100", "a NULL with something in it"),
                arguments("0600", "an OBJECT IDENTIFIER of nothing"),
                arguments("06028055", "an OBJECT IDENTIFIER that begins with a zero"),
                arguments("060281", "an OBJECT IDENTIFIER that is cut off"),
                arguments("3106020102020101", "a SET out of order"),
                arguments("1f810100", "a tag of several octets"),
                arguments(nested(20), "SEQUENCEs in SEQUENCEs, twenty deep"));
    }

    @Test
    void a_certificate_that_is_not_der_is_said_to_be_none() {
        byte[] der = new Draft(issuer).der(issuer);

        assertThat(Lints.findings(Arrays.copyOf(der, der.length + 1), new Circumstances(issuer, Draft.NOW)))
                .singleElement()
                .asString()
                .startsWith(Lints.DER);
    }

    @Test
    void no_damaged_octet_makes_the_lints_crash() {
        byte[] der = new Draft(issuer).der(issuer);

        for (int at = 0; at < der.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = der.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertThat(Lints.findings(damaged, new Circumstances(issuer, Draft.NOW)))
                        .isNotNull();
            }
        }
    }

    @Test
    void what_breaks_a_rule_does_not_leave() {
        Draft draft = new Draft(issuer);
        draft.names("www.example.com");

        assertThatThrownBy(() -> Lints.mustFindNothing(draft.der(issuer), new Circumstances(issuer, Draft.NOW)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("padlock_names_within_the_issuers_limits (RFC 5280, 4.2.1.10)");
    }

    private static List<String> findings(Consumer<Draft> mistake) {
        Draft draft = new Draft(issuer);
        mistake.accept(draft);
        return Lints.findings(draft.der(issuer), new Circumstances(issuer, Draft.NOW));
    }

    private static Arguments wrong(String lint, String why, Consumer<Draft> mistake) {
        return arguments(lint, why, mistake);
    }

    private static byte[] version(int number) {
        return Der.of(0xa0, Der.of(Der.INTEGER, new byte[] {(byte) number}));
    }

    private static byte[] usage(int unused, int bits) {
        return Der.of(Der.BIT_STRING, new byte[] {(byte) unused, (byte) bits});
    }

    private static byte[] filled(int octets, int value) {
        byte[] filled = new byte[octets];
        Arrays.fill(filled, (byte) value);
        return filled;
    }

    private static String nested(int depth) {
        byte[] der = Der.sequence();
        for (int i = 0; i < depth; i++) {
            der = Der.sequence(der);
        }
        return HexFormat.of().formatHex(der);
    }

    private static byte[] keyWithoutCurve() {
        return Der.sequence(
                Der.sequence(Der.of(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex("2a8648ce3d0201"))),
                Der.of(Der.BIT_STRING, new byte[] {0, 4, 1, 2}));
    }
}
