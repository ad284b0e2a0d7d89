package io.padlock.testing.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root that vouches for one server, as the PEM files that PostgreSQL reads. Another one vouches for nobody that is asked. */
public final class TestRoot {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Of one name are only those that are one. */
    private final X500Name name = new X500Name("CN=root " + Long.toHexString(RANDOM.nextLong()));

    private final KeyPair keys = keys();
    private final Path folder;

    /** @param folder into which it writes: {@code root.crt}, and what it vouches for */
    public TestRoot(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        write(
                "root.crt",
                certificate(name, keys.getPublic(), extension(Extension.basicConstraints, new BasicConstraints(true))));
    }

    public Path file() {
        return folder.resolve("root.crt");
    }

    /** @return {@code server.crt}, which has its key beside it in {@code server.key} */
    public Path vouchFor(String host) throws IOException {
        KeyPair server = keys();
        GeneralNames names = new GeneralNames(new GeneralName(GeneralName.dNSName, host));
        Files.setPosixFilePermissions(
                write("server.key", server.getPrivate()), PosixFilePermissions.fromString("rw-------"));
        return write(
                "server.crt",
                certificate(
                        new X500Name("CN=" + host),
                        server.getPublic(),
                        extension(Extension.subjectAlternativeName, names)));
    }

    private X509Certificate certificate(X500Name subject, PublicKey key, Extension extension) {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try {
            X509v3CertificateBuilder certificate = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(120, RANDOM).setBit(120),
                    Date.from(yesterday),
                    Date.from(yesterday.plus(Duration.ofDays(30))),
                    subject,
                    key);
            certificate.addExtension(extension);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            certificate.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Extension extension(ASN1ObjectIdentifier kind, ASN1Encodable value) throws IOException {
        return new Extension(kind, true, value.toASN1Primitive().getEncoded());
    }

    private Path write(String name, X509Certificate certificate) throws IOException {
        try {
            return write(name, "CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, Key key) throws IOException {
        return write(name, "PRIVATE KEY", key.getEncoded());
    }

    private Path write(String name, String what, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256, RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
