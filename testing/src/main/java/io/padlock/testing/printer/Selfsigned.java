package io.padlock.testing.printer;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A printer's self-signed certificate, to be wrong in what a test names: by itself it is one that every browser takes once it is
 * trusted.
 *
 * @param rsaBits 0 for an elliptic key, which is made in no time
 * @param addresses that stand in the subject alternative name; none of them, no such extension
 */
public record Selfsigned(
        String commonName, List<String> addresses, int rsaBits, String digest, Instant from, Instant until) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 120;
    private static final Duration YEAR = Duration.ofDays(365);

    /** As a printer with new firmware would make it, were there one that did. */
    public static Selfsigned forAddress(String address) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        return new Selfsigned(address, List.of(address), 0, "SHA256", yesterday, yesterday.plus(YEAR));
    }

    /** As the printer's own form made it for years: what Chrome, Apple and everybody's rules refuse, each for a reason of its own. */
    public static Selfsigned ofOldFirmware(String address) {
        return forAddress(address).withoutAddress().years(10).sha1().rsa(1024);
    }

    public Selfsigned withoutAddress() {
        return new Selfsigned(commonName, List.of(), rsaBits, digest, from, until);
    }

    public Selfsigned sha1() {
        return new Selfsigned(commonName, addresses, rsaBits == 0 ? 2048 : rsaBits, "SHA1", from, until);
    }

    public Selfsigned rsa(int bits) {
        return new Selfsigned(commonName, addresses, bits, digest, from, until);
    }

    public Selfsigned years(int years) {
        return days(365 * years);
    }

    public Selfsigned days(int days) {
        return new Selfsigned(commonName, addresses, rsaBits, digest, from, from.plus(Duration.ofDays(days)));
    }

    public Selfsigned expired() {
        Instant began = Instant.now().minus(YEAR.multipliedBy(2));
        return new Selfsigned(commonName, addresses, rsaBits, digest, began, began.plus(YEAR));
    }

    public Selfsigned notYetValid() {
        Instant later = Instant.now().plus(Duration.ofDays(30));
        return new Selfsigned(commonName, addresses, rsaBits, digest, later, later.plus(YEAR));
    }

    public Held make() {
        KeyPair keys = keys();
        return signed(keys, new X500Name("CN=" + commonName), keys.getPrivate());
    }

    /** Not by itself: as by another box, or by somebody's own authority. */
    public Held signedBy(Held issuer) {
        X500Name name = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        return signed(keys(), name, issuer.key());
    }

    private Held signed(KeyPair keys, X500Name issuer, PrivateKey by) {
        try {
            X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS),
                    Date.from(from),
                    Date.from(until),
                    new X500Name("CN=" + commonName),
                    keys.getPublic());
            if (!addresses.isEmpty()) {
                certificate.addExtension(Extension.subjectAlternativeName, false, names());
            }
            String signature = digest + (by.getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
            return new Held(
                    keys.getPrivate(),
                    new JcaX509CertificateConverter()
                            .getCertificate(certificate.build(new JcaContentSignerBuilder(signature).build(by))));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(rsaBits == 0 ? "EC" : "RSA");
            generator.initialize(rsaBits == 0 ? 256 : rsaBits, RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private GeneralNames names() {
        return new GeneralNames(addresses.stream().map(Selfsigned::asName).toArray(GeneralName[]::new));
    }

    private static GeneralName asName(String address) {
        try {
            return new GeneralName(
                    GeneralName.iPAddress,
                    InetAddress.getByName(address).getHostAddress().split("%")[0]);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
