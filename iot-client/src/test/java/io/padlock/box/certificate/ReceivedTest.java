package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant FROM = Instant.parse("2027-01-20T08:00:00Z");
    private static final Instant TO = Instant.parse("2027-02-04T07:59:59Z");
    private static final Instant NO_WINDOW = null;

    private final Random random = new Random(11);
    private final TestIssuer issuer = new TestIssuer("Padlock", NOW);
    private final BoxKey key = BoxKey.make();

    @Test
    void a_good_chain_becomes_a_pair_that_says_what_is_in_it() throws Exception {
        TestIssuer.Leaf leaf = issuer.leafFor(key.publicKey());

        CertificatePair pair = check(leaf.chainPem());

        assertThat(pair.names()).containsExactly("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com");
        assertThat(pair.zone()).isEqualTo("d73e7513.odoo-iot.com");
        assertThat(pair.issuer()).isEqualTo("CN=Padlock TEST intermediate");
        assertThat(pair.notBefore()).isEqualTo(leaf.notBefore());
        assertThat(pair.notAfter()).isEqualTo(leaf.notAfter());
        assertThat(Pem.chain(pair.chainPem())).hasSize(2);
        assertThat(Pem.key(pair.keyPem())).isEqualTo(key.privateKey());
    }

    @Test
    void the_signing_request_that_the_box_sends_proves_its_key_and_asks_for_no_name() throws Exception {
        assertThat(TestIssuer.keyIn(key.signingRequest())).isEqualTo(key.publicKey());

        assertThat(check(issuer.leafFor(TestIssuer.keyIn(key.signingRequest())).chainPem()))
                .isNotNull();
    }

    @Test
    void a_leaf_alone_is_taken_since_who_signed_it_is_for_browsers_to_judge() throws Exception {
        assertThat(check(issuer.leafFor(key.publicKey()).withoutTheIntermediate()))
                .isNotNull();
    }

    @Test
    void neither_a_pair_nor_a_key_tells_the_key() throws Exception {
        CertificatePair pair = check(issuer.leafFor(key.publicKey()).chainPem());

        assertThat(pair.toString()).contains(pair.serial()).doesNotContain(inTheKey(key));
        assertThat(key.toString()).isEqualTo("box key (secret)");
    }

    @Test
    void the_moment_of_renewal_lies_in_the_window_that_the_server_gave() throws Exception {
        String chain = issuer.leafFor(key.publicKey()).chainPem();

        for (int i = 0; i < 300; i++) {
            Instant renewAt = Received.check(key, chain, FROM, TO, NOW, random).renewAt();
            assertThat(renewAt).isBetween(FROM, TO);
        }
    }

    @Test
    void boxes_that_were_installed_together_do_not_renew_together() throws Exception {
        String chain = issuer.leafFor(key.publicKey()).chainPem();

        Instant one = Received.check(key, chain, FROM, TO, NOW, random).renewAt();
        Instant other = Received.check(key, chain, FROM, TO, NOW, random).renewAt();

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void without_a_window_it_is_renewed_in_the_first_half_of_the_last_third_of_its_life() throws Exception {
        String chain = issuer.leafFor(key.publicKey())
                .valid(NOW, NOW.plus(Duration.ofDays(90)))
                .chainPem();

        CertificatePair pair = Received.check(key, chain, NO_WINDOW, NO_WINDOW, NOW, random);

        assertThat(pair.renewAt()).isBetween(NOW.plus(Duration.ofDays(60)), NOW.plus(Duration.ofDays(75)));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "2027-01-20T08:00:00Z, null",
                "null, 2027-02-04T07:59:59Z",
                "2027-02-04T07:59:59Z, 2027-01-20T08:00:00Z",
                "2027-01-20T08:00:00Z, 2027-01-20T08:00:00Z",
                "2027-01-20T08:00:00.1Z, 2027-01-20T08:00:00.9Z",
                "2027-01-20T08:00:00Z, 2999-01-01T00:00:00Z"
            },
            nullValues = "null")
    void a_window_that_is_none_counts_as_not_given(Instant from, Instant to) throws Exception {
        String chain = issuer.leafFor(key.publicKey())
                .valid(NOW, NOW.plus(Duration.ofDays(90)))
                .chainPem();

        CertificatePair pair = Received.check(key, chain, from, to, NOW, random);

        assertThat(pair.renewAt()).isBetween(NOW.plus(Duration.ofDays(60)), NOW.plus(Duration.ofDays(75)));
    }

    @Test
    void a_certificate_for_another_key_is_refused() {
        refused(
                issuer.leafFor(TestIssuer.ec().getPublic()).chainPem(),
                "The certificate is for another key than the box's.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.example.com",
                "d73e7513.odoo-iot.com",
                "*.d73e751.odoo-iot.com",
                "*.d73e75130.odoo-iot.com",
                "*.D73E7513.odoo-iot.com",
                "*.d73e751g.odoo-iot.com",
                "*.odoo-iot.com",
                "d73e7513.*.odoo-iot.com",
                "*.*.d73e7513.odoo-iot.com",
                "box.*.d73e7513.odoo-iot.com",
                "*.d73e7513.com",
                "*.d73e7513",
                "*d73e7513.odoo-iot.com"
            })
    void a_certificate_for_other_names_is_refused(String name) {
        refused(
                issuer.leafFor(key.publicKey()).named(name).chainPem(),
                "The certificate is for [" + name + "], which are no names of a box.");
    }

    @Test
    void a_certificate_without_names_is_refused() {
        refused(
                issuer.leafFor(key.publicKey()).named().chainPem(),
                "The certificate is for [], which are no names of a box.");
    }

    @Test
    void a_certificate_that_is_not_yet_valid_is_refused() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));

        refused(
                issuer.leafFor(key.publicKey())
                        .valid(tomorrow, tomorrow.plus(Duration.ofDays(90)))
                        .chainPem(),
                "The certificate is valid from 22 November 2026, 08:00 UTC on, and this box's clock says 21 November 2026, 08:00 UTC.");
    }

    @Test
    void a_certificate_that_has_ended_is_refused() {
        refused(
                issuer.leafFor(key.publicKey())
                        .valid(NOW.minus(Duration.ofDays(90)), NOW.minus(Duration.ofDays(1)))
                        .chainPem(),
                "The certificate ended on 20 November 2026, 08:00 UTC, and this box's clock says 21 November 2026, 08:00 UTC.");
    }

    @Test
    void one_whose_issuers_certificate_has_ended_or_has_not_begun_is_refused_as_browsers_would_refuse_it() {
        Duration almostTenYears = Duration.ofDays(3649);
        for (Instant made : List.of(NOW.minus(almostTenYears.plusDays(2)), NOW.plus(almostTenYears.plusDays(2)))) {
            String chain = new TestIssuer("Another", made)
                    .leafFor(key.publicKey())
                    .valid(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(89)))
                    .chainPem();

            assertThatThrownBy(() -> check(chain))
                    .isInstanceOfSatisfying(
                            Unusable.class, e -> assertThat(e.isAboutTheTime()).isTrue())
                    .hasMessageStartingWith("A certificate that comes with it, its issuer's, is valid from ");
        }
    }

    @Test
    void a_certificate_that_begins_in_this_second_is_taken_and_one_that_ends_in_it_is_not() throws Exception {
        TestIssuer.Leaf leaf = issuer.leafFor(key.publicKey());

        assertThat(check(leaf.valid(NOW, NOW.plusSeconds(1)).chainPem())).isNotNull();
        refused(
                leaf.valid(NOW.minusSeconds(1), NOW).chainPem(),
                "The certificate ended on 21 November 2026, 08:00 UTC, and this box's clock says 21 November 2026, 08:00 UTC.");
    }

    @Test
    void an_empty_answer_is_refused() {
        refused("", "The answer holds no certificate.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\n",
                "<html><body>Welcome to the hotel's WiFi</body></html>",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n%%%%\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n"
            })
    void garbage_is_refused(String answer) {
        assertThatThrownBy(() -> check(answer))
                .isInstanceOf(Unusable.class)
                .message()
                .isIn("The answer holds a certificate that can't be read.", "The answer holds no certificate.");
    }

    @Test
    void a_chain_that_was_cut_off_is_refused_wherever_that_was_unless_a_whole_leaf_is_left() {
        String chain = issuer.leafFor(key.publicKey()).chainPem();
        int wholeLeaf = chain.indexOf("-----BEGIN", 1);

        for (int length = 1; length < chain.length() - 1; length++) {
            if (length == wholeLeaf - 1 || length == wholeLeaf) {
                continue;
            }
            String cut = chain.substring(0, length);
            assertThat(catchThrowable(() -> check(cut)))
                    .as("cut off after %d of %d", length, chain.length())
                    .isInstanceOf(Unusable.class);
        }
    }

    @Test
    void a_chain_that_was_damaged_is_refused_and_never_anything_worse() {
        byte[] chain = issuer.leafFor(key.publicKey()).chainPem().getBytes(StandardCharsets.US_ASCII);

        for (int i = 0; i < 5000; i++) {
            byte[] damaged = chain.clone();
            for (int bytes = random.nextInt(1, 4); bytes > 0; bytes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            }
            Throwable thrown = catchThrowable(() -> check(new String(damaged, StandardCharsets.US_ASCII)));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(Unusable.class);
            }
        }
    }

    @Test
    void a_chain_upside_down_is_refused_since_its_first_certificate_is_not_the_boxs() {
        refused(
                issuer.leafFor(key.publicKey()).chainPemUpsideDown(),
                "The certificate is for another key than the box's.");
    }

    @Test
    void a_foreign_intermediate_is_refused_even_if_it_has_the_same_name() {
        refused(
                issuer.leafFor(key.publicKey()).chainPemWithTheIntermediateOf(new TestIssuer("Padlock", NOW)),
                "The certificate was not signed by the one that follows it.");
    }

    @Test
    void a_chain_with_a_missing_link_is_refused() {
        refused(
                issuer.leafFor(key.publicKey()).chainPemWithTheRootInTheIntermediatesPlace(),
                "The certificate was not signed by the one that follows it.");
    }

    private CertificatePair check(String chainPem) throws Unusable {
        return Received.check(key, chainPem, FROM, TO, NOW, random);
    }

    private void refused(String chainPem, String sentence) {
        assertThatThrownBy(() -> check(chainPem)).isInstanceOf(Unusable.class).hasMessage(sentence);
    }

    private static List<String> inTheKey(BoxKey key) {
        return key.privatePem().lines().filter(line -> !line.startsWith("-")).toList();
    }
}
