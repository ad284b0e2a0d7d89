package issuance;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** PKCS#10 (RFC 2986) for new P-256 keys, with no name and no attribute in it, as a box sends it. */
final class SigningRequests {

    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] NO_NAME = HexFormat.of().parseHex("3000");
    private static final byte[] NO_ATTRIBUTES = HexFormat.of().parseHex("a000");
    private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;

    private SigningRequests() {}

    /** In PEM, with the line ends written as JSON writes them. */
    static List<String> make(int number) {
        return IntStream.range(0, number)
                .parallel()
                .mapToObj(none -> pem(forANewKey()))
                .toList();
    }

    private static byte[] forANewKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair key = generator.generateKeyPair();
            byte[] information =
                    der(SEQUENCE, join(VERSION_0, NO_NAME, key.getPublic().getEncoded(), NO_ATTRIBUTES));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(information);
            byte[] noUnusedBits = {0};
            byte[] signed = der(BIT_STRING, join(noUnusedBits, signature.sign()));
            return der(SEQUENCE, join(information, ECDSA_WITH_SHA256, signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] der(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : length < 256
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String pem(byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN CERTIFICATE REQUEST-----\n" + lines + "\n-----END CERTIFICATE REQUEST-----\n")
                .replace("\n", "\\n");
    }
}
