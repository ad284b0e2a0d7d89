package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void a_key_on_an_accepted_curve_is_taken(String curve) {
        assertThat(SigningRequest.parse(Requests.onCurve(curve)).key().getAlgorithm())
                .isEqualTo("EC");
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072})
    void an_rsa_key_of_an_accepted_size_is_taken(int bits) {
        assertThat(SigningRequest.parse(Requests.rsa(bits)).key().getAlgorithm())
                .isEqualTo("RSA");
    }

    @Test
    void windows_line_ends_and_text_around_the_pem_do_no_harm() {
        String pem = "subject=shop\r\n" + Requests.good().replace("\n", "\r\n") + "\r\n";

        assertThat(SigningRequest.parse(pem).key()).isNotNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void every_bad_request_is_refused_by_its_own_code(Fault fault, String why, String pem) {
        SigningRequestRefused refused =
                catchThrowableOfType(SigningRequestRefused.class, () -> SigningRequest.parse(pem));

        assertThat(refused.fault()).isEqualTo(fault);
        assertThat(refused.getMessage()).isNotBlank();
        assertThat(refused.fault().remedy()).isNotBlank();
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
                arguments(Fault.RSA_MODULUS_WEAK, "a small factor", Requests.modulusWithASmallFactor()));
    }

    @Test
    void a_request_with_any_one_bit_flipped_is_refused_and_nothing_crashes() {
        byte[] der = Pem.decodeOne("CERTIFICATE REQUEST", Requests.good());

        for (int bit = 0; bit < der.length * 8; bit++) {
            byte[] damaged = der.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            String pem = Pem.encode("CERTIFICATE REQUEST", damaged);
            assertThatThrownBy(() -> SigningRequest.parse(pem))
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .isInstanceOf(SigningRequestRefused.class);
        }
    }
}
