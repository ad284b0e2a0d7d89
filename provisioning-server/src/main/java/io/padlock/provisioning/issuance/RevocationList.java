package io.padlock.provisioning.issuance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.ContentSigner;

/** What stands in a revocation list: RFC 5280, section 5, and Baseline Requirements 7.2. */
final class RevocationList {

    /** BR 4.9.7: at most 10 days from thisUpdate to nextUpdate. */
    private static final Duration LONGEST = Duration.ofDays(10);

    private static final String CRL_NUMBER = "2.5.29.20";
    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
    private static final String REASON = "2.5.29.21";

    private RevocationList() {}

    static byte[] signed(
            Issuer issuer,
            BigInteger number,
            Instant thisUpdate,
            Instant nextUpdate,
            List<RevokedCertificate> revoked) {
        Instant from = thisUpdate.truncatedTo(ChronoUnit.SECONDS);
        Instant to = nextUpdate.truncatedTo(ChronoUnit.SECONDS);
        mustBeOrderly(number, from, to, revoked);
        try {
            byte[] der = build(issuer, number, from, to, revoked);
            mustBeWhatWasOrdered(der, issuer, number, from, to, revoked);
            return der;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A revocation list could not be signed.", e);
        }
    }

    private static void mustBeOrderly(BigInteger number, Instant from, Instant to, List<RevokedCertificate> revoked) {
        if (number.signum() < 0 || number.bitLength() > 159) {
            throw new IllegalArgumentException("A list's number is not negative and has 20 octets at the most.");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A list's next update comes after its own.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A list lives " + LONGEST.toDays() + " days at the most (BR 4.9.7).");
        }
        Set<BigInteger> serials = new HashSet<>();
        for (RevokedCertificate one : revoked) {
            if (!serials.add(one.serial())) {
                throw new IllegalArgumentException("Certificate " + one.serialHex() + " stands twice in a list.");
            }
        }
    }

    private static byte[] build(
            Issuer issuer, BigInteger number, Instant from, Instant to, List<RevokedCertificate> revoked)
            throws IOException {
        X509v2CRLBuilder list = new X509v2CRLBuilder(
                X500Name.getInstance(
                        issuer.certificate().getSubjectX500Principal().getEncoded()),
                Date.from(from));
        list.setNextUpdate(Date.from(to));
        for (RevokedCertificate one : revoked) {
            list.addCRLEntry(
                    one.serial(),
                    Date.from(one.at().truncatedTo(ChronoUnit.SECONDS)),
                    one.reason().code());
        }
        list.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuer.keyIdentifier()));
        list.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
        return list.build(signer(issuer)).getEncoded();
    }

    private static ContentSigner signer(Issuer issuer) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new ContentSigner() {
            @Override
            public AlgorithmIdentifier getAlgorithmIdentifier() {
                return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
            }

            @Override
            public OutputStream getOutputStream() {
                return content;
            }

            @Override
            public byte[] getSignature() {
                return issuer.sign(content.toByteArray());
            }
        };
    }

    /** With the JDK's eyes, where Bouncy Castle wrote. A difference is a bug of ours, and such a list is not published. */
    private static void mustBeWhatWasOrdered(
            byte[] der, Issuer issuer, BigInteger number, Instant from, Instant to, List<RevokedCertificate> revoked)
            throws GeneralSecurityException {
        X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        list.verify(issuer.certificate().getPublicKey());
        must(list.getVersion() == 2, "version");
        must(list.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal()), "issuer");
        must(list.getThisUpdate().toInstant().equals(from), "thisUpdate");
        must(list.getNextUpdate().toInstant().equals(to), "nextUpdate");
        must(
                list.getCriticalExtensionOIDs() == null
                        || list.getCriticalExtensionOIDs().isEmpty(),
                "criticality");
        must(Set.of(CRL_NUMBER, AUTHORITY_KEY_IDENTIFIER).equals(list.getNonCriticalExtensionOIDs()), "extensions");
        must(numberOf(list).equals(number), "number");
        Set<? extends X509CRLEntry> entries = list.getRevokedCertificates();
        must((entries == null ? 0 : entries.size()) == revoked.size(), "count");
        for (RevokedCertificate one : revoked) {
            X509CRLEntry entry = list.getRevokedCertificate(one.serial());
            must(entry != null && stands(one, entry), "entry " + one.serialHex());
        }
    }

    private static BigInteger numberOf(X509CRL list) {
        byte[] value = list.getExtensionValue(CRL_NUMBER);
        // An OCTET STRING around an INTEGER, both shorter than 128 octets: two octets of each are not the number.
        return new BigInteger(value, 4, value.length - 4);
    }

    private static boolean stands(RevokedCertificate one, X509CRLEntry entry) {
        return entry.getRevocationDate().toInstant().equals(one.at().truncatedTo(ChronoUnit.SECONDS))
                && entry.getRevocationReason() != null
                && entry.getRevocationReason().ordinal() == one.reason().code()
                && Set.of(REASON).equals(entry.getNonCriticalExtensionOIDs());
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("A revocation list was signed that differs from its order in: " + what);
        }
    }
}
