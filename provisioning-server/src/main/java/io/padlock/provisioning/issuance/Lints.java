package io.padlock.provisioning.issuance;

import static io.padlock.provisioning.issuance.LintedCertificate.AUTHORITY_KEY_IDENTIFIER;
import static io.padlock.provisioning.issuance.LintedCertificate.BASIC_CONSTRAINTS;
import static io.padlock.provisioning.issuance.LintedCertificate.EXTENDED_KEY_USAGE;
import static io.padlock.provisioning.issuance.LintedCertificate.KEY_USAGE;
import static io.padlock.provisioning.issuance.LintedCertificate.NAME_CONSTRAINTS;
import static io.padlock.provisioning.issuance.LintedCertificate.POLICIES;
import static io.padlock.provisioning.issuance.LintedCertificate.REVOCATION_LISTS;
import static io.padlock.provisioning.issuance.LintedCertificate.SUBJECT_ALTERNATIVE_NAME;

import io.padlock.provisioning.issuance.Lint.Check;
import io.padlock.provisioning.issuance.Lint.Circumstances;
import io.padlock.provisioning.issuance.LintedCertificate.LintedExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for a box's certificate, in one table. They are asked of the octets that were signed, by a reader that shares
 * nothing with the writer; {@code docs/authority.md} says how they stand beside the JDK's reading.
 */
final class Lints {

    private static final Duration SHORT_LIVED = Duration.ofDays(7);
    private static final Duration NEAR = Duration.ofHours(48);
    private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

    private static final byte[] SERVER_AUTHENTICATION = {0x2b, 6, 1, 5, 5, 7, 3, 1};
    private static final byte[] EC_KEY = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};
    private static final byte[] RSA_KEY = {0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1};
    private static final byte[] SIGNATURE_ALGORITHM = LeafProfile.signatureAlgorithm();

    /** BIT STRINGs: how many bits of the last octet don't count, then the bits. */
    private static final byte[] DIGITAL_SIGNATURE = {7, (byte) 0x80};

    private static final byte[] DIGITAL_SIGNATURE_AND_KEY_ENCIPHERMENT = {5, (byte) 0xa0};

    /** An extension whose value is a SEQUENCE of one element or more. */
    private static final List<byte[]> NEVER_EMPTY =
            List.of(SUBJECT_ALTERNATIVE_NAME, REVOCATION_LISTS, POLICIES, EXTENDED_KEY_USAGE);

    static final List<Lint> TABLE = List.of(
            // The frame
            lint(
                    "e_invalid_certificate_version",
                    "BR 7.1.1",
                    (c, at) -> c.version()
                            .filter(version -> version.is(Der.INTEGER, (byte) 2))
                            .isPresent()),
            lint("e_cert_contains_unique_identifier", "RFC 5280, 4.1.2.8", (c, at) -> !c.hasUniqueIdentifier()),
            lint(
                    "e_cert_sig_alg_not_match_tbs_sig_alg",
                    "RFC 5280, 4.1.1.2",
                    (c, at) -> c.algorithm().equalsElement(c.outerAlgorithm())),
            lint(
                    "padlock_signature_algorithm",
                    "BR 7.1.3.2.2; RFC 5758, 3.2",
                    (c, at) -> c.algorithm().isEncodedAs(SIGNATURE_ALGORITHM)),
            lint(
                    "padlock_issuer_is_its_issuer",
                    "RFC 5280, 4.1.2.4",
                    (c, at) -> c.issuer()
                            .isEncodedAs(at.issuer()
                                    .certificate()
                                    .getSubjectX500Principal()
                                    .getEncoded())),
            lint(
                    "padlock_key_algorithm",
                    "BR 7.1.3.1",
                    (c, at) -> hasKeyOf(c, EC_KEY, Der.OBJECT_IDENTIFIER) || hasKeyOf(c, RSA_KEY, Der.NULL)),

            // The serial number
            lint("e_serial_number_not_positive", "RFC 5280, 4.1.2.2", (c, at) -> isPositive(c.serial())),
            lint(
                    "e_serial_number_longer_than_20_octets",
                    "RFC 5280, 4.1.2.2",
                    (c, at) -> c.serial().length() <= 20),
            lint(
                    "w_serial_number_low_entropy",
                    "BR 7.1.2.7",
                    (c, at) -> c.serial().length() >= 8),

            // From when to when
            lint(
                    "padlock_time_has_seconds_and_z",
                    "RFC 5280, 4.1.2.5",
                    (c, at) -> c.begins().isPresent() && c.ends().isPresent()),
            lint(
                    "e_wrong_time_format_pre2050",
                    "RFC 5280, 4.1.2.5",
                    (c, at) -> hasTheTypeOfItsYear(c.notBefore(), c.begins())
                            && hasTheTypeOfItsYear(c.notAfter(), c.ends())),
            lint(
                    "e_validity_time_not_positive",
                    "RFC 5280, 4.1.2.5",
                    (c, at) -> c.life()
                            .filter(life -> life.compareTo(Duration.ofSeconds(1)) > 0)
                            .isPresent()),
            lint(
                    "padlock_not_before_near_signing",
                    "BR 7.1.2.7",
                    (c, at) -> c.begins()
                            .filter(from ->
                                    Duration.between(from, at.at()).abs().compareTo(NEAR) <= 0)
                            .isPresent()),
            lint(
                    "padlock_validity_follows_the_calendar",
                    "BR 6.3.2",
                    (c, at) -> c.life()
                            .filter(life -> life.compareTo(Validity.longestOn(at.at())) <= 0)
                            .isPresent()),
            lint(
                    "padlock_ends_within_its_issuer",
                    "RFC 5280, 6.1.3",
                    (c, at) -> c.ends()
                            .filter(end -> !end.isAfter(
                                    at.issuer().certificate().getNotAfter().toInstant()))
                            .isPresent()),

            // Names
            lint("e_ext_san_missing", "BR 7.1.2.7.12", (c, at) -> c.has(SUBJECT_ALTERNATIVE_NAME)),
            lint("padlock_san_dns_names_only", "BR 7.1.2.7.12", (c, at) -> c.hasOnlyDnsNames()),
            lint(
                    "e_ext_san_not_critical_without_subject",
                    "RFC 5280, 4.2.1.6",
                    (c, at) -> !c.subject().children().isEmpty()
                            || c.where(SUBJECT_ALTERNATIVE_NAME, LintedExtension::isCritical)),
            lint(
                    "w_ext_san_critical_with_subject_dn",
                    "RFC 5280, 4.2.1.6",
                    (c, at) -> c.subject().children().isEmpty()
                            || c.where(SUBJECT_ALTERNATIVE_NAME, names -> !names.isCritical())),
            lint(
                    "e_subject_common_name_not_exactly_from_san",
                    "BR 7.1.4.3",
                    (c, at) -> c.dnsNames().containsAll(c.commonNames())),
            lint(
                    "e_subject_common_name_max_length",
                    "RFC 5280, A.1",
                    (c, at) -> c.commonNames().stream().allMatch(name -> name.length() <= 64)),
            lint(
                    "e_dnsname_bad_character_in_label",
                    "BR 7.1.4.2.1; RFC 5890, 2.3.1",
                    (c, at) -> c.everyName(name -> name.chars().allMatch(Lints::mayStandInAName))),
            lint(
                    "e_dnsname_empty_label",
                    "BR 7.1.4.2.1",
                    (c, at) -> c.everyName(name -> !name.isEmpty() && !("." + name + ".").contains(".."))),
            lint(
                    "e_dnsname_label_too_long",
                    "RFC 1035, 2.3.4",
                    (c, at) -> c.everyName(name -> longestLabel(name) <= 63)),
            lint(
                    "e_dnsname_left_label_wildcard_correct",
                    "BR 1.6.1, Wildcard Domain Name",
                    (c, at) -> c.everyName(name ->
                            name.startsWith("*.") || name.indexOf('*') < 0 || name.indexOf('.') < name.indexOf('*'))),
            lint(
                    "e_dnsname_wildcard_only_in_left_label",
                    "BR 1.6.1, Wildcard Domain Name",
                    (c, at) -> c.everyName(name -> name.indexOf('.') < 0 || name.indexOf('*', name.indexOf('.')) < 0)),
            lint(
                    "padlock_names_within_the_issuers_limits",
                    "RFC 5280, 4.2.1.10",
                    (c, at) -> at.issuer().limits() != null
                            && c.everyName(at.issuer().limits()::permit)),

            // Extensions
            lint("e_ext_duplicate_extension", "RFC 5280, 4.2", (c, at) -> isWithoutDuplicate(c.extensions())),
            lint(
                    "e_ext_cannot_be_empty_sequence",
                    "RFC 5280, 4.2.1",
                    (c, at) -> NEVER_EMPTY.stream()
                            .allMatch(each -> c.where(
                                    each,
                                    extension -> !extension.value().children().isEmpty()))),
            lint(
                    "padlock_default_of_critical_omitted",
                    "X.690, 11.5",
                    (c, at) -> c.extensions().stream().noneMatch(LintedExtension::spellsOutTheDefault)),
            lint(
                    "e_basic_constr_invalid_der",
                    "X.690, 11.5",
                    (c, at) -> c.where(
                            BASIC_CONSTRAINTS,
                            basic -> basic.value().children().isEmpty()
                                    || !basic.value().child(0).is(Der.BOOLEAN, (byte) 0))),
            lint(
                    "e_sub_cert_not_is_ca",
                    "BR 7.1.2.7.8",
                    (c, at) -> c.where(
                            BASIC_CONSTRAINTS,
                            basic -> basic.value().children().isEmpty()
                                    || !basic.value().child(0).is(Der.BOOLEAN, (byte) -1))),
            lint("e_ext_name_constraints_not_in_ca", "RFC 5280, 4.2.1.10", (c, at) -> !c.has(NAME_CONSTRAINTS)),
            lint("padlock_key_usage_missing", "BR 7.1.2.7.11", (c, at) -> c.has(KEY_USAGE)),
            lint(
                    "padlock_key_usage_not_critical",
                    "RFC 5280, 4.2.1.3",
                    (c, at) -> c.where(KEY_USAGE, LintedExtension::isCritical)),
            lint("e_incorrect_ku_encoding", "X.690, 11.2.2", (c, at) -> c.where(KEY_USAGE, Lints::isTrimmed)),
            lint(
                    "padlock_key_usage_fits_the_key",
                    "BR 7.1.2.7.11; RFC 8813, 3",
                    (c, at) -> c.where(
                            KEY_USAGE,
                            usage -> usage.value().is(Der.BIT_STRING, DIGITAL_SIGNATURE)
                                    || hasKeyOf(c, RSA_KEY, Der.NULL)
                                            && usage.value()
                                                    .is(Der.BIT_STRING, DIGITAL_SIGNATURE_AND_KEY_ENCIPHERMENT))),
            lint("e_sub_cert_eku_missing", "BR 7.1.2.7.10", (c, at) -> c.has(EXTENDED_KEY_USAGE)),
            lint(
                    "padlock_eku_server_authentication_only",
                    "BR 7.1.2.7.10",
                    (c, at) -> c.where(
                            EXTENDED_KEY_USAGE,
                            usage -> usage.value().children().size() == 1
                                    && usage.value().child(0).is(Der.OBJECT_IDENTIFIER, SERVER_AUTHENTICATION))),
            lint(
                    "e_ext_authority_key_identifier_missing",
                    "RFC 5280, 4.2.1.1",
                    (c, at) -> c.has(AUTHORITY_KEY_IDENTIFIER)),
            lint(
                    "e_ext_authority_key_identifier_critical",
                    "RFC 5280, 4.2.1.1",
                    (c, at) -> c.where(AUTHORITY_KEY_IDENTIFIER, identifier -> !identifier.isCritical())),
            lint(
                    "padlock_aki_is_the_issuers_ski",
                    "RFC 5280, 4.2.1.1; BR 7.1.2.11.1",
                    (c, at) -> c.where(
                            AUTHORITY_KEY_IDENTIFIER,
                            identifier -> identifier.value().children().size() == 1
                                    && identifier
                                            .value()
                                            .child(0)
                                            .is(0x80, at.issuer().keyIdentifier()))),
            lint("e_sub_cert_certificate_policies_missing", "BR 7.1.2.7.9", (c, at) -> c.has(POLICIES)),
            lint(
                    "padlock_crl_pointer_missing",
                    "BR 7.1.2.11.2",
                    (c, at) -> c.has(REVOCATION_LISTS)
                            || c.life()
                                    .filter(life -> life.compareTo(SHORT_LIVED) <= 0)
                                    .isPresent()),
            lint(
                    "e_sub_cert_crl_distribution_points_marked_critical",
                    "BR 7.1.2.11.2",
                    (c, at) -> c.where(REVOCATION_LISTS, pointer -> !pointer.isCritical())),
            lint(
                    "e_sub_cert_crl_distribution_points_does_not_contain_url",
                    "BR 7.1.2.11.2",
                    (c, at) -> c.where(REVOCATION_LISTS, Lints::pointsSomewhere)));

    /** The one that is asked by reading, before all others. */
    static final String DER = "padlock_der";

    private Lints() {}

    /** @throws IllegalStateException that names the first lint that found something: a bug of ours */
    static void mustFindNothing(byte[] der, Circumstances signed) {
        List<String> found = findings(der, signed);
        if (!found.isEmpty()) {
            throw new IllegalStateException("A certificate was signed that breaks " + String.join(", ", found));
        }
    }

    /** Name and rule of every lint that does not hold. */
    static List<String> findings(byte[] der, Circumstances signed) {
        LintedCertificate certificate;
        try {
            certificate = LintedCertificate.read(der);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of(DER + " (X.690, 10 and 11): " + e.getMessage());
        }
        List<String> found = List.of();
        for (Lint lint : TABLE) {
            if (!lint.holds(certificate, signed)) {
                found = new ArrayList<>(found);
                found.add(lint.name() + " (" + lint.rule() + ")");
            }
        }
        return found;
    }

    private static Lint lint(String name, String rule, Check check) {
        return new Lint(name, rule, check);
    }

    private static boolean isPositive(DerElement serial) {
        return serial.octet(0) > 0 || serial.octet(0) == 0 && serial.length() > 1;
    }

    private static boolean hasTheTypeOfItsYear(DerElement time, Optional<Instant> instant) {
        return instant.isPresent()
                && time.tag() == (instant.get().isBefore(YEAR_2050) ? Der.UTC_TIME : Der.GENERALIZED_TIME);
    }

    /** EC keys name their curve (RFC 5480, section 2.1.1), RSA keys have NULL (RFC 3279, section 2.3.1). */
    private static boolean hasKeyOf(LintedCertificate certificate, byte[] algorithm, int parameters) {
        DerElement identifier = certificate.publicKey().child(0);
        return identifier.children().size() == 2
                && identifier.child(0).is(Der.OBJECT_IDENTIFIER, algorithm)
                && identifier.child(1).tag() == parameters;
    }

    private static boolean mayStandInAName(int character) {
        return character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '.'
                || character == '*';
    }

    private static int longestLabel(String name) {
        int longest = 0;
        int from = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', from)) {
            longest = Math.max(longest, dot - from);
            from = dot + 1;
        }
        return Math.max(longest, name.length() - from);
    }

    private static boolean isWithoutDuplicate(List<LintedExtension> extensions) {
        Set<String> seen = new HashSet<>();
        return extensions.stream()
                .allMatch(extension -> seen.add(extension.identifier().hex()));
    }

    /** A named list of bits ends with a bit that is set: X.690, section 11.2.2. */
    private static boolean isTrimmed(LintedExtension usage) {
        DerElement bits = usage.value();
        int last = bits.octet(bits.length() - 1);
        return bits.length() > 1 && last != 0 && Integer.numberOfTrailingZeros(last) == bits.octet(0);
    }

    private static boolean pointsSomewhere(LintedExtension pointer) {
        String first = pointer.value().child(0).child(0).child(0).child(0).ascii();
        return first.startsWith("http://") || first.startsWith("https://");
    }
}
