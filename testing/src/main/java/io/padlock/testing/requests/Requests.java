package io.padlock.testing.requests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Signing requests as boxes and other people's software make them. Bad ones: {@link BadRequests}, {@link BadNames}. */
public final class Requests {

    private static final Base64.Encoder LINES_OF_64 =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    /** Good in itself; the server under test has its key on the list of those that it refuses. */
    public static final String LISTED = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIG7MGICAQAwADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABI3BF4ZG+mrMFyb3
            iWu+C8DVsLT2yOdYaODD6aArzr1Gq80PYh6hlAA5GewIbikqMZk3A51YjnXtozrU
            UO+CN3ygADAKBggqhkjOPQQDAgNJADBGAiEAxhsN2rqQ+5+b1mPIb5PFlZqwcT+6
            TcS7Bgu91/GBaL4CIQD2ZZk4bYM+3z1zzN+tgIGZgEcIM4ekRV1oh1pCn0ZPXg==
            -----END CERTIFICATE REQUEST-----
            """;

    /** Of its SubjectPublicKeyInfo. */
    public static final String LISTED_SHA256 = "72b361964cc523545e764682bb0a56b9691c7973be6f8a6cdd977eaa1d269e3b";

    private Requests() {}

    public static String good() {
        return onCurve("secp256r1");
    }

    public static String onCurve(String curve) {
        return signed("SHA256withECDSA", Keys.ec(curve), List.of());
    }

    public static String rsa(int bits) {
        return signed("SHA256withRSA", Keys.rsa(bits), List.of());
    }

    /** Good but for the exponent. */
    public static String rsaWithExponent3() {
        return signed("SHA256withRSA", Keys.rsa(2048, 3), List.of());
    }

    /** Good but for the name, perhaps. */
    public static String asking(String dnsName) {
        return asking(List.of(new GeneralName(GeneralName.dNSName, dnsName)));
    }

    /** Good but for these names, perhaps. */
    static String asking(List<GeneralName> names) {
        return signed("SHA256withECDSA", Keys.ec("secp256r1"), names);
    }

    /** Good, and with wishes: to be called so in its subject and in its names. */
    public static String wishing(String name) {
        return signed(
                "SHA256withECDSA",
                Keys.ec("secp256r1"),
                "CN=" + name,
                List.of(new GeneralName(GeneralName.dNSName, name)));
    }

    /** Whatever it is called in its subject, it is not asked. */
    private static String signed(String algorithm, KeyPair pair, List<GeneralName> names) {
        return signed(algorithm, pair, "CN=www.google.com", names);
    }

    private static String signed(String algorithm, KeyPair pair, String subject, List<GeneralName> names) {
        try {
            PKCS10CertificationRequestBuilder request = new PKCS10CertificationRequestBuilder(
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            if (!names.isEmpty()) {
                request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions(names));
            }
            return pem(request.build(new JcaContentSignerBuilder(algorithm)
                    .setProvider(Keys.BOUNCY_CASTLE)
                    .build(pair.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Extensions extensions(List<GeneralName> names) {
        try {
            byte[] value = new GeneralNames(names.toArray(new GeneralName[0])).getEncoded();
            return new Extensions(new Extension(Extension.subjectAlternativeName, false, value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String pem(PKCS10CertificationRequest request) {
        try {
            return pem(request.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As OpenSSL writes it. */
    public static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE REQUEST-----\n" + LINES_OF_64.encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }
}
