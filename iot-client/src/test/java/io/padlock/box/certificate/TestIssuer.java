package io.padlock.box.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * An authority of the tests' own: a root, an intermediate, and leaves as a test draws them. It signs whatever it is asked
 * for, because most of what it makes has to be wrong.
 */
public final class TestIssuer {

    public static final String ZONE = "d73e7513.odoo-iot.com";

    private static final Duration LONG = Duration.ofDays(3650);
    /** Of 16 octets, as the server makes them. */
    private static BigInteger serial = new BigInteger("4f4c0d6a9b2e48c3a7d5e6f708192a3b", 16);

    private final String name;
    private final KeyPair rootKey = ec();
    private final KeyPair intermediateKey = ec();
    private final X509Certificate root;
    private final X509Certificate intermediate;
    private final Instant now;

    /** @param now around which what it signs is valid, unless a test says otherwise */
    public TestIssuer(String name, Instant now) {
        this.name = name;
        this.now = now;
        this.root = authority("root", rootKey.getPublic());
        this.intermediate = authority("intermediate", intermediateKey.getPublic());
    }

    public X509Certificate root() {
        return root;
    }

    public String rootPem() {
        return Pem.encode(List.of(root));
    }

    /** Valid for 90 days from an hour ago on, for {@code *.d73e7513.odoo-iot.com} and the zone itself. */
    public Leaf leafFor(PublicKey key) {
        return new Leaf(
                this,
                key,
                List.of("*." + ZONE, ZONE),
                now.minus(Duration.ofHours(1)),
                now.minus(Duration.ofHours(1)).plus(Duration.ofDays(90)));
    }

    /** The key in a signing request, after it proved that whoever sent it has the other half. */
    public static PublicKey keyIn(String signingRequestPem) {
        try {
            String base64 =
                    signingRequestPem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
            PKCS10CertificationRequest request =
                    new PKCS10CertificationRequest(Base64.getDecoder().decode(base64));
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(
                            request.getSubjectPublicKeyInfo().getEncoded()));
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IllegalArgumentException("The signing request is not signed by the key that it brings.");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IllegalArgumentException("The signing request can't be read.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a certificate will say; each method gives another draft, and {@link #chainPem} the certificate. */
    public record Leaf(TestIssuer issuer, PublicKey key, List<String> names, Instant notBefore, Instant notAfter) {

        public Leaf named(String... others) {
            return new Leaf(issuer, key, List.of(others), notBefore, notAfter);
        }

        public Leaf valid(Instant from, Instant until) {
            return new Leaf(issuer, key, names, from, until);
        }

        public Leaf of(PublicKey another) {
            return new Leaf(issuer, another, names, notBefore, notAfter);
        }

        public X509Certificate sign() {
            return issuer.sign(this);
        }

        /** As a server sends it: the leaf, then the intermediate, without the root. */
        public String chainPem() {
            return Pem.encode(List.of(sign(), issuer.intermediate));
        }

        /** For a server of the tests' own that shows this certificate. */
        public SSLContext serving(PrivateKey key) {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("leaf", key, new char[0], new X509Certificate[] {sign(), issuer.intermediate});
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, new char[0]);
                SSLContext tls = SSLContext.getInstance("TLS");
                tls.init(keys.getKeyManagers(), null, null);
                return tls;
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Wrong because a server must send the leaf first (RFC 8446, section 4.4.2). */
        String chainPemUpsideDown() {
            return Pem.encode(List.of(issuer.intermediate, sign()));
        }

        /** Wrong because what follows the leaf has signed nothing in it. */
        String chainPemWithTheIntermediateOf(TestIssuer other) {
            return Pem.encode(List.of(sign(), other.intermediate));
        }

        /** Wrong because a link is left out: the root did not sign the leaf. */
        String chainPemWithTheRootInTheIntermediatesPlace() {
            return Pem.encode(List.of(sign(), issuer.root));
        }

        String withoutTheIntermediate() {
            return Pem.encode(List.of(sign()));
        }
    }

    private X509Certificate authority(String which, PublicKey key) {
        X509v3CertificateBuilder builder = builder("root", which, key, now.minus(LONG), now.plus(LONG));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return signed(builder, rootKey);
    }

    private X509Certificate sign(Leaf leaf) {
        X509v3CertificateBuilder builder = builder("intermediate", "leaf", leaf.key, leaf.notBefore, leaf.notAfter);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            if (!leaf.names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(leaf.names.stream()
                                .map(dns -> new GeneralName(GeneralName.dNSName, dns))
                                .toArray(GeneralName[]::new)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return signed(builder, intermediateKey);
    }

    private X509v3CertificateBuilder builder(String by, String of, PublicKey key, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                subject(by), nextSerial(), Date.from(from), Date.from(until), subject(of), key);
    }

    private X500Name subject(String which) {
        return new X500Name("CN=" + name + " TEST " + which);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized BigInteger nextSerial() {
        serial = serial.add(BigInteger.ONE);
        return serial;
    }
}
