package io.padlock.provisioning.issuance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * What stands in a box's certificate: Baseline Requirements 7.1.2.7, with a CN because stock boxes of the oldest
 * generation stop without one. What is the same for all that an issuer signs is encoded once.
 */
final class LeafProfile {

    private static final byte[] VERSION_3 = Der.of(0xa0, Der.of(Der.INTEGER, new byte[] {2}));
    private static final byte[] ECDSA_WITH_SHA256 =
            encoded(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256));
    private static final byte[] COMMON_NAME = encoded(new ASN1ObjectIdentifier("2.5.4.3"));
    private static final byte[] SIGNS = extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    /** The oldest clients of TLS 1.2 encrypt their secret with the box's key instead of agreeing on one. */
    private static final byte[] SIGNS_AND_DECRYPTS =
            extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));

    private static final byte[] SUBJECT_ALTERNATIVE_NAME = encoded(Extension.subjectAlternativeName);
    private static final int DNS_NAME = 0x82;
    private static final int EXTENSIONS = 0xa3;

    /** RFC 5280, section 4.1.2.5: two digits for the year until 2049. */
    private static final int LAST_YEAR_OF_UTC_TIME = 2049;

    private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter GENERALIZED_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

    private final byte[] issuer;
    private final byte[] sameForAll;

    LeafProfile(X509Certificate issuer, byte[] issuersKeyIdentifier, String id, PublicAddress address) {
        this.issuer = issuer.getSubjectX500Principal().getEncoded();
        this.sameForAll = concatenated(
                extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth)),
                extension(Extension.certificatePolicies, false, Profiles.testPolicy()),
                extension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuersKeyIdentifier)),
                extension(Extension.cRLDistributionPoints, false, revocationListAt(address.revocationListOf(id))),
                extension(Extension.authorityInfoAccess, false, issuerAt(address.certificateOf(id))));
    }

    /** The algorithm of every signature that an issuer makes, as it stands in certificates. */
    static byte[] signatureAlgorithm() {
        return ECDSA_WITH_SHA256.clone();
    }

    byte[] toBeSigned(CertificateOrder order) {
        return Der.sequence(
                VERSION_3,
                Der.of(Der.INTEGER, order.serial().toByteArray()),
                ECDSA_WITH_SHA256,
                issuer,
                Der.sequence(
                        time(order.validity().notBefore()),
                        time(order.validity().notAfter())),
                subject(order.commonName()),
                order.key().getEncoded(),
                Der.of(
                        EXTENSIONS,
                        Der.sequence(
                                order.isForRsa() ? SIGNS_AND_DECRYPTS : SIGNS,
                                sameForAll,
                                subjectAlternativeName(order))));
    }

    static byte[] signed(byte[] toBeSigned, byte[] signature) {
        return Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.of(Der.BIT_STRING, new byte[] {0}, signature));
    }

    private static byte[] subject(String name) {
        return Der.sequence(Der.of(
                Der.SET, Der.sequence(COMMON_NAME, Der.of(Der.UTF8_STRING, name.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static byte[] subjectAlternativeName(CertificateOrder order) {
        byte[][] names =
                order.names().stream().map(name -> Der.of(DNS_NAME, name)).toArray(byte[][]::new);
        return Der.sequence(SUBJECT_ALTERNATIVE_NAME, Der.of(Der.OCTET_STRING, Der.sequence(names)));
    }

    private static byte[] time(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        return time.getYear() <= LAST_YEAR_OF_UTC_TIME
                ? Der.of(Der.UTC_TIME, UTC_TIME.format(time))
                : Der.of(Der.GENERALIZED_TIME, GENERALIZED_TIME.format(time));
    }

    private static CRLDistPoint revocationListAt(String address) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(address))), null, null)
        });
    }

    private static AuthorityInformationAccess issuerAt(String address) {
        return new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, uri(address));
    }

    private static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }

    private static byte[] extension(ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
        return encoded(new Extension(identifier, critical, new DEROctetString(encoded(value))));
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] concatenated(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
