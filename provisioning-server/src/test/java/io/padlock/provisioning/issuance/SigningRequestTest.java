package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.padlock.provisioning.issuance.SigningRequestRefused.Fault;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.testing.requests.AskedName;
import io.padlock.testing.requests.BadNames;
import io.padlock.testing.requests.BadRequest;
import io.padlock.testing.requests.BadRequests;
import io.padlock.testing.requests.DebianWeak;
import io.padlock.testing.requests.GoodNames;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {

    /** Made once: RSA keys take their time. */
    private static final List<BadRequest> BAD = BadRequests.all();

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

    static List<BadRequest> every_bad_request_is_refused_by_the_code_of_its_kind() {
        return BAD;
    }

    @ParameterizedTest
    @MethodSource
    void every_bad_request_is_refused_by_the_code_of_its_kind(BadRequest bad) {
        SigningRequestRefused refused =
                catchThrowableOfType(SigningRequestRefused.class, () -> SigningRequest.parse(bad.pem(), list, DOMAIN));

        assertThat(refused).as("refusal of what was taken").isNotNull();
        assertThat(refused.fault()).as(refused.getMessage()).hasToString(bad.code());
        assertThat(refused.getMessage()).isNotBlank();
        assertThat(refused.fault().remedy()).isNotBlank();
    }

    static List<AskedName> every_bad_name_is_refused_by_the_code_of_its_kind() {
        return BadNames.all();
    }

    @ParameterizedTest
    @MethodSource
    void every_bad_name_is_refused_by_the_code_of_its_kind(AskedName bad) {
        SigningRequestRefused refused = catchThrowableOfType(
                SigningRequestRefused.class,
                () -> SigningRequest.parse(bad.signingRequest(), RefusedKeys.NONE, DOMAIN));

        assertThat(refused).as("refusal of what was taken").isNotNull();
        assertThat(refused.fault()).as(refused.getMessage()).hasToString(bad.code());
        // Whoever reads it, in a log or on a page, reads one short line and nothing that acts.
        assertThat(refused.getMessage()).matches("[ -~…]{1,600}").endsWith(".");
    }

    static List<AskedName> names_of_the_form_that_is_given_are_taken() {
        return GoodNames.all();
    }

    @ParameterizedTest
    @MethodSource
    void names_of_the_form_that_is_given_are_taken(AskedName good) {
        assertThat(SigningRequest.parse(good.signingRequest(), RefusedKeys.NONE, DOMAIN)
                        .key())
                .isNotNull();
    }

    @Test
    void a_name_is_shown_with_what_is_wrong_short_and_without_what_acts() {
        assertThatThrownBy(() -> NameRules.judge("a\u001b[2J\"\n." + "x".repeat(200), DOMAIN))
                .hasMessage("subjectAltName asks for \"a\\u001b[2J\\u0022\\u000a." + "x".repeat(72)
                        + "…\", which has characters other than letters, digits, hyphens and dots.");
    }

    @Test
    void the_domain_is_the_one_that_was_set() {
        ParentDomain other = new ParentDomain("boxes.example.org");

        NameRules.judge("*.d73e7513.boxes.example.org", other);
        assertThatThrownBy(() -> NameRules.judge("*.d73e7513.odoo-iot.com", other))
                .hasMessageContaining("is not within boxes.example.org");
        assertThatThrownBy(() -> NameRules.judge("*.example.org", other)).hasMessageContaining("other customers");
    }

    private static RefusedKeys list;

    @BeforeAll
    static void aListOfRefusedKeys(@TempDir Path folder) throws Exception {
        list = RefusedKeys.read(Files.writeString(
                folder.resolve("refused"),
                "# from somewhere\n\n" + "0".repeat(64) + "\n" + Requests.LISTED_SHA256.toUpperCase(Locale.ROOT)
                        + "  # a box\n" + DebianWeak.SHA256 + "\n"));
    }

    @Test
    void a_key_that_is_not_on_the_list_is_taken() {
        assertThat(list.count()).isEqualTo(3);
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

    @Test
    void debian_s_own_list_of_its_weak_keys_can_be_given_as_it_is(@TempDir Path folder) throws IOException {
        RefusedKeys blacklist = RefusedKeys.read(Files.writeString(
                folder.resolve("blacklist.RSA-2048"), "# openssl-blacklist\n" + DebianWeak.BLACKLISTED + "\n"));

        assertThatThrownBy(() -> SigningRequest.parse(DebianWeak.SIGNING_REQUEST, blacklist, DOMAIN))
                .isInstanceOfSatisfying(
                        SigningRequestRefused.class,
                        refused -> assertThat(refused.fault()).isEqualTo(Fault.KEY_ON_REFUSED_LIST));
        assertThat(SigningRequest.parse(Requests.rsa(2048), blacklist, DOMAIN).key())
                .isNotNull();
        assertThat(SigningRequest.parse(Requests.good(), blacklist, DOMAIN).key())
                .isNotNull();
    }

    @Test
    void a_weak_key_of_debian_s_looks_like_any_other_to_who_has_no_list() {
        assertThat(SigningRequest.parse(DebianWeak.SIGNING_REQUEST, RefusedKeys.NONE, DOMAIN)
                        .key())
                .isNotNull();
    }

    @Test
    void each_kind_of_fault_has_a_request_above() {
        assertThat(Stream.concat(
                        BAD.stream().map(BadRequest::code),
                        BadNames.all().stream().map(AskedName::code)))
                .contains(Stream.of(Fault.values()).map(Fault::name).toArray(String[]::new));
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
