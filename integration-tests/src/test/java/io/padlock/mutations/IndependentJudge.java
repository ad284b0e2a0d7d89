package io.padlock.mutations;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import io.padlock.testing.mutations.Node;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a signing request that was taken whether it is one that may be, and for which key: by the JDK alone, which the server asks
 * neither to read nor to verify one, and for some by OpenSSL too. May be shared by threads.
 */
final class IndependentJudge {

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN CERTIFICATE REQUEST-----(.*?)-----END CERTIFICATE REQUEST-----", Pattern.DOTALL);

    /** ecdsa-with-SHA256, -384, -512, and RSA's, as they are encoded. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "2a8648ce3d040302", "SHA256withECDSA",
            "2a8648ce3d040303", "SHA384withECDSA",
            "2a8648ce3d040304", "SHA512withECDSA",
            "2a864886f70d01010b", "SHA256withRSA",
            "2a864886f70d01010c", "SHA384withRSA",
            "2a864886f70d01010d", "SHA512withRSA");

    /** In the JDK's words. secp256k1 has 256 bits too, and the JDK of this test knows it no more. */
    private static final Set<Integer> CURVES = Set.of(256, 384, 521);

    private static final int DNS_NAME = 0x82;
    private static final Pattern GIVEN = Pattern.compile("(?i)(\\*\\.)?[0-9a-f]{8}\\.odoo-iot\\.com");
    private static final BigInteger LARGEST_SMALL_PRIME = BigInteger.valueOf(751);
    private static final int FERMAT_ROUNDS = 100;

    private final Map<String, byte[]> found = new ConcurrentHashMap<>();

    /**
     * @return the key's SubjectPublicKeyInfo
     * @throws AssertionError when no certificate may be given for it
     */
    byte[] keyOf(String text) {
        byte[] der = derOf(text);
        return found.computeIfAbsent(HexFormat.of().formatHex(der), first -> verified(der));
    }

    /** How many that differ in more than their text. */
    int different() {
        return found.size();
    }

    private static byte[] derOf(String text) {
        Matcher pem = PEM.matcher(text);
        assertThat(pem.find()).as("a signing request in PEM").isTrue();
        // It reads over everything that is not Base64, as the most forgiving of readers would.
        return Base64.getDecoder().decode(pem.group(1).replaceAll("[^A-Za-z0-9+/=]", ""));
    }

    private static byte[] verified(byte[] der) {
        try {
            Node request = Node.read(der);
            assertThat(request.encoded()).as("DER").isEqualTo(der);
            Node info = request.child(0);
            assertThat(info.child(0).content()).as("version").containsExactly(0);
            byte[] spki = info.child(2).encoded();
            AskedNames.of(info).forEach(IndependentJudge::mustBeOfAZone);
            String algorithm = SIGNATURES.get(
                    HexFormat.of().formatHex(request.child(1).child(0).content()));
            assertThat(algorithm).as("algorithm of the signature").isNotNull();
            byte[] bits = request.child(2).content();
            assertThat(bits[0]).as("bits that don't count").isZero();
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(usable(spki, algorithm));
            signature.update(info.encoded());
            assertThat(signature.verify(bits, 1, bits.length - 1))
                    .as("signature by its own key")
                    .isTrue();
            return spki;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new AssertionError("It is no signing request: " + e, e);
        }
    }

    /** As the certificate's are: which zone is not judged, since the answer has the database's own. */
    private static void mustBeOfAZone(Node name) {
        assertThat(name.tag()).as("kind of a name that is asked for").isEqualTo(DNS_NAME);
        assertThat(new String(name.content(), StandardCharsets.ISO_8859_1))
                .as("a name that is asked for")
                .matches(GIVEN);
    }

    private static PublicKey usable(byte[] spki, String signedBy) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance(signedBy.endsWith("RSA") ? "RSA" : "EC")
                .generatePublic(new X509EncodedKeySpec(spki));
        assertThat(key.getEncoded()).as("the key, written again").isEqualTo(spki);
        if (key instanceof RSAPublicKey rsa) {
            assertThat(rsa.getModulus().bitLength()).isBetween(2048, 4096);
            assertThat(rsa.getPublicExponent().intValueExact()).isEqualTo(65537);
            assertThat(factorOf(rsa.getModulus())).as("a factor of the modulus").isEmpty();
        } else {
            assertThat(((ECPublicKey) key).getParams().getCurve().getField().getFieldSize())
                    .isIn(CURVES);
        }
        return key;
    }

    /** By division, and by Fermat's way from the square root on: Baseline Requirements 6.1.1.3. */
    static Optional<BigInteger> factorOf(BigInteger modulus) {
        for (BigInteger prime = BigInteger.TWO; prime.compareTo(LARGEST_SMALL_PRIME) <= 0; ) {
            if (modulus.mod(prime).signum() == 0) {
                return Optional.of(prime);
            }
            prime = prime.nextProbablePrime();
        }
        BigInteger[] root = modulus.sqrtAndRemainder();
        BigInteger middle = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            BigInteger[] apart = middle.pow(2).subtract(modulus).sqrtAndRemainder();
            if (apart[1].signum() == 0) {
                return Optional.of(middle.subtract(apart[0]));
            }
            middle = middle.add(BigInteger.ONE);
        }
        return Optional.empty();
    }

    /**
     * Asks OpenSSL of as many as there are, up to a number. Some it can't read, because it looks at what stands in the
     * subject, which nobody else here does.
     *
     * @return how many it could read, and found to be what they have to be
     */
    int askOpenSsl(int most, Path folder) throws Exception {
        int asked = 0;
        int agreed = 0;
        for (Map.Entry<String, byte[]> each : found.entrySet()) {
            if (asked++ == most) {
                break;
            }
            Path request =
                    Files.write(folder.resolve("taken.csr"), HexFormat.of().parseHex(each.getKey()));
            Command verified = Command.run(
                    "openssl", "req", "-inform", "DER", "-in", request.toString(), "-verify", "-noout", "-pubkey");
            if (verified.status() != 0 && verified.output().contains("Field=subject")) {
                continue;
            }
            assertThat(verified.status())
                    .as(each.getKey() + " to OpenSSL: " + verified.output())
                    .isZero();
            String key = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(each.getValue());
            assertThat(verified.output()).as(each.getKey()).contains(key).containsIgnoringCase("verify OK");
            agreed++;
        }
        return agreed;
    }
}
