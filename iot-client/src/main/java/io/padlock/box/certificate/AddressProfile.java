package io.padlock.box.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What stands in the two certificates of an address. */
final class AddressProfile {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 127;
    /** A name that can't lead anywhere (RFC 6761, section 6.4). */
    private static final String NOWHERE = "invalid";

    private final String ip;
    private final byte[] octets;
    private final String rootName;
    private final Instant from;
    private final Instant until;

    AddressProfile(String ip, String rootName, Instant from, Instant until) {
        this.ip = ip;
        this.octets = octets(ip);
        this.rootName = rootName;
        this.from = from;
        this.until = until;
    }

    private static byte[] octets(String ip) {
        try {
            return InetAddress.getByName(ip).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    X509Certificate root(KeyPair key) {
        try {
            X509v3CertificateBuilder root = builder(named(rootName), named(rootName), key.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.nameConstraints, true, thisAddressOnly())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return signed(root, key.getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /** Chrome asks for the address in the SAN (RFC 2818), Apple for the purpose; people and old software look at the CN. */
    X509Certificate own(PublicKey key, KeyPair rootKey, X509Certificate root) {
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder own = builder(named(rootName), named(ip), key)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, names())
                    .addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            identifiers.createAuthorityKeyIdentifier(root.getPublicKey()));
            return signed(own, rootKey.getPrivate());
        } catch (IOException | GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /**
     * The DNS name is there for OpenSSL: where a certificate has none, it takes the CN for one, and the root's limits would
     * forbid it.
     */
    private GeneralNames names() {
        return new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, new DEROctetString(octets)),
            new GeneralName(GeneralName.dNSName, "printer-" + ip.replace('.', '-') + "." + NOWHERE)
        });
    }

    /** RFC 5280, section 4.2.1.10: an address with the mask of this one; and of DNS names those that lead nowhere. */
    private NameConstraints thisAddressOnly() {
        byte[] addressAndMask = Arrays.copyOf(octets, 2 * octets.length);
        Arrays.fill(addressAndMask, octets.length, addressAndMask.length, (byte) 0xff);
        return new NameConstraints(
                new GeneralSubtree[] {
                    new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(addressAndMask))),
                    new GeneralSubtree(new GeneralName(GeneralName.dNSName, NOWHERE))
                },
                null);
    }

    private static X500Name named(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1),
                Date.from(from),
                Date.from(until),
                subject,
                key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static IllegalStateException impossible(Exception e) {
        return new IllegalStateException("This Java can't make a certificate.", e);
    }
}
