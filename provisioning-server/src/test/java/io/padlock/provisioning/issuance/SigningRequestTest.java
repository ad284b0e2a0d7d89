package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {

    private static final ParentDomain DOMAIN = new ParentDomain("odoo-iot.com");

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void a_key_on_an_accepted_curve_is_taken(String curve) {
        assertThat(SigningRequest.parse(Requests.onCurve(curve), RefusedKeys.NONE, DOMAIN)
                        .key()
                        .getAlgorithm())
                .isEqualTo("EC");
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072})
    void an_rsa_key_of_an_accepted_size_is_taken(int bits) {
        assertThat(SigningRequest.parse(Requests.rsa(bits), RefusedKeys.NONE, DOMAIN)
                        .key()
                        .getAlgorithm())
                .isEqualTo("RSA");
    }

    @Test
    void windows_line_ends_and_text_around_the_pem_do_no_harm() {
        String pem = "subject=shop\r\n" + Requests.good().replace("\n", "\r\n") + "\r\n";

        assertThat(SigningRequest.parse(pem, RefusedKeys.NONE, DOMAIN).key()).isNotNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void every_bad_request_is_refused_by_its_own_code(Fault fault, String why, String pem) {
        SigningRequestRefused refused =
                catchThrowableOfType(SigningRequestRefused.class, () -> SigningRequest.parse(pem, list, DOMAIN));

        assertThat(refused.fault()).isEqualTo(fault);
        assertThat(refused.getMessage()).isNotBlank();
        assertThat(refused.fault().remedy()).isNotBlank();
    }

    private static RefusedKeys list;

    @BeforeAll
    static void aListOfRefusedKeys(@TempDir Path folder) throws Exception {
        list = RefusedKeys.read(Files.writeString(
                folder.resolve("refused"),
                "# from somewhere\n\n" + "0".repeat(64) + "\n" + Requests.LISTED_SHA256.toUpperCase(Locale.ROOT)
                        + "  # a box\n"));
    }

    @Test
    void a_key_that_is_not_on_the_list_is_taken() {
        assertThat(list.count()).isEqualTo(2);
        assertThat(SigningRequest.parse(Requests.good(), list, DOMAIN).key()).isNotNull();
    }

    @Test
    void a_list_that_can_not_be_used_is_a_sentence(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "0".repeat(64) + "\nModulus=00\n");

        assertThatThrownBy(() -> RefusedKeys.read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2 of " + wrong);
        assertThatThrownBy(() -> RefusedKeys.read(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("can't be read");
    }

    static Stream<Arguments> every_bad_request_is_refused_by_its_own_code() {
        String good = Requests.good();
        return Stream.of(
                arguments(Fault.SIGNING_REQUEST_MISSING, "null", null),
                arguments(Fault.SIGNING_REQUEST_MISSING, "blank", " \n"),
                arguments(Fault.SIGNING_REQUEST_TOO_LARGE, "over 16 KiB", good + " ".repeat(16 * 1024)),
                arguments(Fault.SIGNING_REQUEST_NOT_PEM, "a text", "hello"),
                arguments(
                        Fault.SIGNING_REQUEST_NOT_PEM,
                        "a certificate",
                        good.replace("CERTIFICATE REQUEST", "CERTIFICATE")),
                arguments(Fault.SIGNING_REQUEST_NOT_PEM, "no end", good.substring(0, 200)),
                arguments(Fault.SIGNING_REQUEST_NOT_PEM, "two requests", good + good),
                arguments(Fault.SIGNING_REQUEST_NOT_PEM, "not Base64", good.replace("MI", "M*")),
                arguments(
                        Fault.SIGNING_REQUEST_MALFORMED,
                        "no DER",
                        Pem.encode("CERTIFICATE REQUEST", "hello".getBytes())),
                arguments(Fault.SIGNING_REQUEST_MALFORMED, "empty", Pem.encode("CERTIFICATE REQUEST", new byte[0])),
                arguments(
                        Fault.SIGNING_REQUEST_MALFORMED,
                        "an empty sequence",
                        Pem.encode("CERTIFICATE REQUEST", new byte[] {0x30, 0})),
                arguments(Fault.SIGNING_REQUEST_WEAK_SIGNATURE, "SHA-1", Requests.signedWithSha1()),
                arguments(Fault.SIGNING_REQUEST_WEAK_SIGNATURE, "MD5", Requests.signedWithMd5()),
                arguments(Fault.SIGNING_REQUEST_NOT_PROVED, "another key's signature", Requests.signedByAnotherKey()),
                arguments(
                        Fault.SIGNING_REQUEST_NOT_PROVED,
                        "another kind of key's signature",
                        Requests.signedByAKeyOfAnotherKind()),
                arguments(Fault.KEY_TYPE_NOT_ACCEPTED, "P-224", Requests.onCurve("secp224r1")),
                arguments(Fault.KEY_TYPE_NOT_ACCEPTED, "Bitcoin's curve", Requests.onCurve("secp256k1")),
                arguments(Fault.KEY_TYPE_NOT_ACCEPTED, "Ed25519", Requests.ed25519()),
                arguments(Fault.KEY_MALFORMED, "a point off the curve", Requests.pointOffTheCurve()),
                arguments(Fault.RSA_KEY_SIZE_NOT_ACCEPTED, "RSA-1024", Requests.rsa(1024)),
                arguments(Fault.RSA_EXPONENT_NOT_ACCEPTED, "e = 3", Requests.rsaWithExponent3()),
                arguments(Fault.RSA_MODULUS_WEAK, "close primes", Requests.productOfClosePrimes()),
                arguments(Fault.KEY_ON_REFUSED_LIST, "on the list", Requests.LISTED),
                arguments(Fault.RSA_KEY_ROCA, "ROCA", Requests.roca()),
                arguments(Fault.RSA_MODULUS_WEAK, "a small factor", Requests.modulusWithASmallFactor()));
    }

    @Test
    void each_kind_of_fault_has_a_request_above() {
        assertThat(every_bad_request_is_refused_by_its_own_code().map(each -> each.get()[0]))
                .contains((Object[]) Fault.values());
    }

    @Test
    void a_square_at_any_distance_that_is_looked_at_is_found() {
        BigInteger p = new BigInteger(1024, 100, new Random(7));
        // (a + 99)² - n is a square when the primes lie so far apart that 99 steps lead to their middle.
        BigInteger middle = BigInteger.ONE.shiftLeft(1023).add(p);

        for (int steps : new int[] {0, 1, 50}) {
            BigInteger apart =
                    middle.shiftLeft(1).multiply(BigInteger.valueOf(steps)).sqrt();
            BigInteger modulus = middle.subtract(apart).multiply(middle.add(apart));
            assertThat(WeakModulus.isProductOfClosePrimes(modulus))
                    .as("%d steps", steps)
                    .isTrue();
        }
    }

    @Test
    void what_a_request_asks_for_beyond_its_key_is_not_kept() {
        assertThat(SigningRequest.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("key");
    }

    @Test
    void a_request_with_any_one_bit_flipped_is_refused_and_nothing_crashes() {
        byte[] der = Pem.decodeOne("CERTIFICATE REQUEST", Requests.good());

        for (int bit = 0; bit < der.length * 8; bit++) {
            byte[] damaged = der.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            String pem = Pem.encode("CERTIFICATE REQUEST", damaged);
            assertThatThrownBy(() -> SigningRequest.parse(pem, RefusedKeys.NONE, DOMAIN))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isInstanceOf(SigningRequestRefused.class);
        }
    }
}
