package io.padlock.box.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** RFC 7468, as far as a box needs it. */
public final class Pem {

    private static final Base64.Encoder LINES_OF_64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private Pem() {}

    static String encode(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + LINES_OF_64.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    public static String encode(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> encode("CERTIFICATE", encoded(certificate)))
                .collect(Collectors.joining());
    }

    /**
     * Block by block, and each of them whole: given all of it at once, newer JDKs drop a last certificate that was cut off,
     * and a chain without its end would pass for a chain.
     */
    public static List<X509Certificate> chain(String pem) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        int from = pem.indexOf(BEGIN);
        while (from >= 0) {
            int to = pem.indexOf(END, from);
            if (to < 0) {
                throw new Damaged("pem.cut-off");
            }
            int after = to + END.length();
            chain.add(certificate(pem.substring(from, after)));
            from = pem.indexOf(BEGIN, after);
            if (from < 0 && !pem.substring(after).isBlank()) {
                throw new Damaged("pem.something-behind");
            }
        }
        return chain;
    }

    private static X509Certificate certificate(String block) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII)));
    }

    /** What is wrong with a key is not said: the decoder's message may quote it. */
    static PrivateKey key(String pem) throws GeneralSecurityException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object found = parser.readObject();
            PrivateKeyInfo key = found instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) found;
            return KeyFactory.getInstance(isRsa(key) ? "RSA" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IOException | RuntimeException | GeneralSecurityException e) {
            throw new Damaged("pem.no-key");
        }
    }

    private static boolean isRsa(PrivateKeyInfo key) {
        return PKCSObjectIdentifiers.rsaEncryption.equals(
                key.getPrivateKeyAlgorithm().getAlgorithm());
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can't be written.", e);
        }
    }
}
