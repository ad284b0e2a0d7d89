package io.padlock.provisioning.issuance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What stands in the authority's own certificates, extension by extension: Baseline Requirements 7.1.2. */
final class Profiles {

    /** "Issued by a Padlock authority, for boxes on a local network": an arc made from a UUID (ITU-T X.667), so that it is nobody else's. */
    private static final ASN1ObjectIdentifier TEST_POLICY =
            new ASN1ObjectIdentifier("2.25.267301830046093416041217264735180393287");

    private Profiles() {}

    /** BR 7.1.2.1. No EKU; constrained all the same, because most validators honour constraints of a root too. */
    static X509Certificate root(String name, Validity validity, PublicKey key, PrivateKey signer, String domain) {
        X500Name subject = commonName(name);
        return build(
                builder(subject, CertificateOrder.newSerial(validity.notBefore()), validity, subject, key),
                signer,
                (extensions, builder) -> {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                    builder.addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                    builder.addExtension(Extension.nameConstraints, true, only(domain));
                    builder.addExtension(
                            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
                });
    }

    /** BR 7.1.2.6. Constrained itself: Java ignores the constraints of a trust anchor. */
    static X509Certificate issuing(
            String name, Validity validity, PublicKey key, X509Certificate root, PrivateKey rootKey, String domain) {
        return build(
                builder(
                        subjectOf(root),
                        CertificateOrder.newSerial(validity.notBefore()),
                        validity,
                        commonName(name),
                        key),
                rootKey,
                (extensions, builder) -> {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                    builder.addExtension(
                            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                    builder.addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                    builder.addExtension(Extension.nameConstraints, true, only(domain));
                    builder.addExtension(Extension.certificatePolicies, false, testPolicy());
                    builder.addExtension(
                            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
                    builder.addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(root.getPublicKey()));
                });
    }

    private interface Extensions {
        void add(JcaX509ExtensionUtils identifiers, X509v3CertificateBuilder builder) throws IOException;
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, BigInteger serial, Validity validity, X500Name subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer, serial, Date.from(validity.notBefore()), Date.from(validity.notAfter()), subject, key);
    }

    private static X509Certificate build(X509v3CertificateBuilder builder, PrivateKey signer, Extensions extensions) {
        try {
            extensions.add(new JcaX509ExtensionUtils(), builder);
            byte[] der = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer))
                    .getEncoded();
            return decode(der);
        } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("A certificate could not be signed.", e);
        }
    }

    static X509Certificate decode(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    static String commonNameOf(X509Certificate certificate) {
        RDN[] names = subjectOf(certificate).getRDNs(BCStyle.CN);
        return names.length == 0
                ? "Issuing"
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    }

    private static X500Name subjectOf(X509Certificate issuer) {
        return X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
    }

    /** DNS names under the domain, and no IP address at all: the whole IPv4 and IPv6 range is excluded. */
    private static NameConstraints only(String domain) {
        return new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain))},
                new GeneralSubtree[] {everyAddressOf(4), everyAddressOf(16)});
    }

    /** Address and mask, all zero: RFC 5280, section 4.2.1.10. */
    private static GeneralSubtree everyAddressOf(int octets) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[2 * octets])));
    }

    static CertificatePolicies testPolicy() {
        return new CertificatePolicies(new PolicyInformation(TEST_POLICY));
    }
}
