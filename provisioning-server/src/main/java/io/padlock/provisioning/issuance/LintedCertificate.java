package io.padlock.provisioning.issuance;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A certificate as its octets say, taken apart for the lints: RFC 5280, section 4.1. Names parts by their place and judges
 * nothing; what is not there is empty.
 *
 * @param begins what {@code notBefore} says, empty when it can't be read
 * @param outerAlgorithm what stands beside the signature; {@code algorithm} stands in what was signed
 */
record LintedCertificate(
        Optional<DerElement> version,
        DerElement serial,
        DerElement algorithm,
        DerElement issuer,
        DerElement notBefore,
        Optional<Instant> begins,
        DerElement notAfter,
        Optional<Instant> ends,
        DerElement subject,
        DerElement publicKey,
        boolean hasUniqueIdentifier,
        List<LintedExtension> extensions,
        List<String> commonNames,
        List<String> dnsNames,
        DerElement outerAlgorithm) {

    static final byte[] KEY_USAGE = identifier(15);
    static final byte[] SUBJECT_ALTERNATIVE_NAME = identifier(17);
    static final byte[] BASIC_CONSTRAINTS = identifier(19);
    static final byte[] NAME_CONSTRAINTS = identifier(30);
    static final byte[] REVOCATION_LISTS = identifier(31);
    static final byte[] POLICIES = identifier(32);
    static final byte[] AUTHORITY_KEY_IDENTIFIER = identifier(35);
    static final byte[] EXTENDED_KEY_USAGE = identifier(37);

    private static final int DNS_NAME = 0x82;
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};

    /** id-ce, 2.5.29, and one octet more. */
    private static byte[] identifier(int last) {
        return new byte[] {0x55, 0x1d, (byte) last};
    }

    /** @throws IllegalArgumentException when it is not DER, or not the SEQUENCE of a certificate */
    static LintedCertificate read(byte[] der) {
        DerElement certificate = DerElement.read(der);
        DerElement signed = certificate.child(0);
        int at = signed.child(0).tag() == 0xa0 ? 1 : 0;
        boolean hasUniqueIdentifier = false;
        List<LintedExtension> extensions = new ArrayList<>();
        for (DerElement optional :
                signed.children().subList(at + 6, signed.children().size())) {
            if (optional.tag() == 0xa3) {
                optional.child(0).children().forEach(each -> extensions.add(LintedExtension.read(each)));
            } else {
                hasUniqueIdentifier = true;
            }
        }
        DerElement validity = signed.child(at + 3);
        return new LintedCertificate(
                at == 0 ? Optional.empty() : Optional.of(signed.child(0).child(0)),
                signed.child(at),
                signed.child(at + 1),
                signed.child(at + 2),
                validity.child(0),
                instant(validity.child(0)),
                validity.child(1),
                instant(validity.child(1)),
                signed.child(at + 4),
                signed.child(at + 5),
                hasUniqueIdentifier,
                extensions,
                commonNames(signed.child(at + 4)),
                dnsNames(extensions),
                certificate.child(1));
    }

    Optional<LintedExtension> extension(byte[] identifier) {
        for (LintedExtension extension : extensions) {
            if (extension.is(identifier)) {
                return Optional.of(extension);
            }
        }
        return Optional.empty();
    }

    boolean has(byte[] identifier) {
        return extension(identifier).isPresent();
    }

    /** What must hold of an extension where there is one; that there is one, another lint asks. */
    boolean where(byte[] identifier, Predicate<LintedExtension> holds) {
        return extension(identifier).map(holds::test).orElse(true);
    }

    private static List<String> dnsNames(List<LintedExtension> extensions) {
        List<String> names = new ArrayList<>();
        for (LintedExtension extension : extensions) {
            if (extension.is(SUBJECT_ALTERNATIVE_NAME)) {
                for (DerElement name : extension.value().children()) {
                    if (name.tag() == DNS_NAME) {
                        names.add(name.ascii());
                    }
                }
            }
        }
        return names;
    }

    private static List<String> commonNames(DerElement subject) {
        List<String> names = new ArrayList<>();
        for (DerElement set : subject.children()) {
            for (DerElement attribute : set.children()) {
                if (attribute.child(0).is(Der.OBJECT_IDENTIFIER, COMMON_NAME)) {
                    names.add(attribute.child(1).ascii());
                }
            }
        }
        return names;
    }

    boolean hasOnlyDnsNames() {
        return where(
                SUBJECT_ALTERNATIVE_NAME,
                names -> names.value().children().stream().allMatch(name -> name.tag() == DNS_NAME));
    }

    boolean everyName(Predicate<String> holds) {
        for (String name : dnsNames) {
            if (!holds.test(name)) {
                return false;
            }
        }
        return true;
    }

    /** Empty when the two dates can't be read. Both seconds count: BR 6.3.2. */
    Optional<Duration> life() {
        return begins.flatMap(from -> ends.map(to -> Duration.between(from, to).plusSeconds(1)));
    }

    private static Optional<Instant> instant(DerElement time) {
        String text = time.ascii();
        boolean utc = time.tag() == Der.UTC_TIME;
        int digits = utc ? 12 : 14;
        if (text.length() != digits + 1 || text.charAt(digits) != 'Z' || !areDigits(text, digits)) {
            return Optional.empty();
        }
        int year = utc ? number(text, 0, 2) : number(text, 0, 4);
        int at = utc ? 2 : 4;
        try {
            return Optional.of(LocalDateTime.of(
                            !utc ? year : year < 50 ? 2000 + year : 1900 + year,
                            number(text, at, 2),
                            number(text, at + 2, 2),
                            number(text, at + 4, 2),
                            number(text, at + 6, 2),
                            number(text, at + 8, 2))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean areDigits(String text, int count) {
        for (int at = 0; at < count; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int at, int length) {
        return Integer.parseInt(text, at, at + length, 10);
    }

    /** @param critical as it is encoded: empty is the default, FALSE */
    record LintedExtension(DerElement identifier, Optional<DerElement> critical, DerElement value) {

        static LintedExtension read(DerElement extension) {
            boolean says = extension.child(1).tag() == Der.BOOLEAN;
            return new LintedExtension(
                    extension.child(0),
                    says ? Optional.of(extension.child(1)) : Optional.empty(),
                    extension.child(says ? 2 : 1).inside());
        }

        boolean is(byte[] other) {
            return identifier.is(Der.OBJECT_IDENTIFIER, other);
        }

        boolean isCritical() {
            return critical.isPresent() && critical.get().octet(0) != 0;
        }

        boolean spellsOutTheDefault() {
            return critical.isPresent() && critical.get().octet(0) == 0;
        }
    }
}
