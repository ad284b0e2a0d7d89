package io.padlock.provisioning.issuance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A certificate in parts, right until a test makes one of them wrong. Written octet by octet, so that anything can be. */
final class Draft {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    static final byte[] CRITICAL = Der.of(Der.BOOLEAN, new byte[] {-1});
    static final byte[] NOT_CRITICAL_IN_WORDS = Der.of(Der.BOOLEAN, new byte[] {0});
    static final byte[] NOT_CRITICAL = {};

    byte[] version = Der.of(0xa0, Der.of(Der.INTEGER, new byte[] {2}));
    byte[] serial = CertificateOrder.newSerial(NOW).toByteArray();
    byte[] algorithm = LeafProfile.signatureAlgorithm();
    byte[] outerAlgorithm = algorithm;
    byte[] issuer;
    byte[] notBefore = utc(NOW.minus(Duration.ofHours(1)));
    byte[] notAfter = utc(NOW.plus(Duration.ofDays(90)));
    byte[] subject = commonName("*.d73e7513.odoo-iot.com");
    byte[] key = FreshKey.p256().getPublic().getEncoded();
    byte[] uniqueIdentifier = {};
    final Map<Integer, byte[]> extensions = new LinkedHashMap<>();
    private final List<byte[]> further = new ArrayList<>();

    Draft(Issuer issuer) {
        this.issuer = issuer.certificate().getSubjectX500Principal().getEncoded();
        put(15, CRITICAL, Der.of(Der.BIT_STRING, new byte[] {7, (byte) 0x80}));
        put(37, NOT_CRITICAL, Der.sequence(keyPurpose(1)));
        put(32, NOT_CRITICAL, Der.sequence(Der.sequence(Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x2a, 3}))));
        put(35, NOT_CRITICAL, Der.sequence(Der.of(0x80, issuer.keyIdentifier())));
        revocationListAt("http://iot.example.com/list.crl");
        names("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");
    }

    /** @param last of the identifier, after 2.5.29 */
    void put(int last, byte[] critical, byte[] value) {
        extensions.put(last, extension(last, critical, value));
    }

    void again(int last) {
        further.add(extensions.get(last));
    }

    void names(String... names) {
        put(17, NOT_CRITICAL, alternativeNames(names));
    }

    void revocationListAt(String address) {
        put(31, NOT_CRITICAL, Der.sequence(Der.sequence(Der.of(0xa0, Der.of(0xa0, Der.of(0x86, address))))));
    }

    byte[] der(Issuer signer) {
        byte[][] all = new byte[extensions.size() + further.size()][];
        int at = 0;
        for (byte[] extension : extensions.values()) {
            all[at++] = extension;
        }
        for (byte[] extension : further) {
            all[at++] = extension;
        }
        byte[] toBeSigned = Der.sequence(
                version,
                Der.of(Der.INTEGER, serial),
                algorithm,
                issuer,
                Der.sequence(notBefore, notAfter),
                subject,
                key,
                uniqueIdentifier,
                Der.of(0xa3, Der.sequence(all)));
        return Der.sequence(
                toBeSigned, outerAlgorithm, Der.of(Der.BIT_STRING, new byte[] {0}, signer.sign(toBeSigned)));
    }

    static byte[] alternativeNames(String... names) {
        return Der.sequence(Arrays.stream(names).map(name -> Der.of(0x82, name)).toArray(byte[][]::new));
    }

    static byte[] keyPurpose(int last) {
        return Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x2b, 6, 1, 5, 5, 7, 3, (byte) last});
    }

    static byte[] commonName(String name) {
        return Der.sequence(Der.of(
                Der.SET,
                Der.sequence(Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x55, 4, 3}), Der.of(Der.UTF8_STRING, name))));
    }

    static byte[] utc(Instant time) {
        return Der.of(
                Der.UTC_TIME, DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").format(time.atOffset(ZoneOffset.UTC)));
    }

    static byte[] extension(int last, byte[] critical, byte[] value) {
        return Der.sequence(
                Der.of(Der.OBJECT_IDENTIFIER, new byte[] {0x55, 0x1d, (byte) last}),
                critical,
                Der.of(Der.OCTET_STRING, value));
    }
}
