package io.padlock.box.printers;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.certificate.AddressCertificate;
import io.padlock.box.printers.Objection.Code;
import io.padlock.testing.printer.Held;
import io.padlock.testing.printer.Selfsigned;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectionsTest {

    private static final String IP = "192.168.1.25";
    private static final Instant NOW = Instant.now();
    private static final AddressCertificate MADE =
            AddressCertificate.make(IP, "root", NOW.minusSeconds(60), NOW.plus(Duration.ofDays(800)));
    private static final Selfsigned GOOD = Selfsigned.forAddress(IP);

    @Test
    void nobody_has_anything_against_one_that_was_generated_here() {
        assertThat(codes(MADE.own(), MADE.root())).isEmpty();
        assertThat(codes(MADE.root())).contains(Code.AUTHORITY_AS_SERVER);
    }

    @Test
    void one_that_another_signed_is_worth_nothing_where_that_others_is_not_kept() {
        X509Certificate sameName = new Selfsigned("root", List.of(), 0, "SHA256", NOW, NOW.plusSeconds(60))
                .make()
                .certificate();
        assertThat(sameName.getSubjectX500Principal()).isEqualTo(MADE.root().getSubjectX500Principal());

        assertThat(codes(MADE.own())).containsExactly(Code.ISSUER_UNKNOWN);
        assertThat(codes(MADE.own(), MADE.own(), sameName)).containsExactly(Code.ISSUER_UNKNOWN);
        assertThat(objections(MADE.own())).allMatch(Objection::isEverybodys);
    }

    @Test
    void sha_1_is_apples_matter_in_one_that_is_trusted_itself_and_everybodys_in_a_chain() {
        Selfsigned sha1 = new Selfsigned(IP, List.of(IP), 0, "SHA1", NOW, NOW.plusSeconds(60));
        Held authority = GOOD.make();

        assertThat(whoMindsTheSignature(sha1.make().certificate())).isNotEqualTo(Objection.EVERYBODY);
        assertThat(whoMindsTheSignature(sha1.signedBy(authority).certificate(), authority.certificate()))
                .isEqualTo(Objection.EVERYBODY);
    }

    private static String whoMindsTheSignature(X509Certificate certificate, X509Certificate... roots) {
        return objections(certificate, roots).stream()
                .filter(one -> one.code() == Code.WEAK_SIGNATURE)
                .map(Objection::who)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_rule_is_named_alone() {
        assertThat(against(GOOD)).containsExactly(Code.NO_SERVER_AUTH, Code.NOT_AN_AUTHORITY);
        assertThat(newIn(GOOD.withoutAddress())).containsExactly(Code.CN_ONLY);
        assertThat(newIn(GOOD.sha1())).containsExactly(Code.WEAK_SIGNATURE);
        assertThat(newIn(GOOD.rsa(1024))).containsExactly(Code.WEAK_KEY);
        assertThat(newIn(GOOD.expired())).containsExactly(Code.EXPIRED);
        assertThat(newIn(GOOD.notYetValid())).containsExactly(Code.NOT_YET_VALID);
        assertThat(newIn(Selfsigned.forAddress("192.168.1.99"))).containsExactly(Code.ADDRESS_CHANGED);
        assertThat(newIn(Selfsigned.forAddress("192.168.1.99").withoutAddress()))
                .containsExactly(Code.ADDRESS_CHANGED, Code.CN_ONLY);
        assertThat(newIn(Selfsigned.ofOldFirmware(IP)))
                .containsExactly(Code.CN_ONLY, Code.TOO_LONG, Code.WEAK_SIGNATURE, Code.WEAK_KEY);
    }

    @Test
    void apple_takes_825_days_and_no_second_more() {
        // Both ends count (RFC 5280, section 4.1.2.5): 825 days between them are a second too long.
        assertThat(newIn(GOOD.days(824))).isEmpty();
        assertThat(newIn(GOOD.days(825))).containsExactly(Code.TOO_LONG);
        assertThat(newIn(GOOD.years(10))).containsExactly(Code.TOO_LONG);
    }

    @Test
    void what_only_some_refuse_is_told_from_what_nobody_takes() {
        assertThat(objections(GOOD.years(10))).noneMatch(Objection::isEverybodys);
        assertThat(objections(GOOD.withoutAddress())).anyMatch(Objection::isEverybodys);
        assertThat(objections(GOOD))
                .allSatisfy(objection ->
                        assertThat(objection.explanation().toString()).endsWith("."));
    }

    @Test
    void what_a_printer_wrote_is_short_and_moves_no_cursor() {
        assertThat(Shown.text("a\u001b[31mb\r\nc\u202Ed\u0000")).isEqualTo("a\uFFFD[31mb\uFFFD\uFFFDc\uFFFDd\uFFFD");
        assertThat(Shown.text("x".repeat(5_000))).hasSize(121).endsWith("…");

        ServedCertificate shown = new ServedCertificate(List.of(
                new Selfsigned("<b>\u001b[2J" + "y".repeat(40), List.of(), 0, "SHA256", NOW, NOW.plusSeconds(60))
                        .make()
                        .certificate()));
        assertThat(shown.subject() + Objections.to(shown, IP, NOW, List.of(), Optional.empty()))
                .doesNotContain("\u001b");
    }

    /** Beside those that a printer's own certificate of today meets anyway. */
    private static List<Code> newIn(Selfsigned selfsigned) {
        return against(selfsigned).stream()
                .filter(code -> code != Code.NO_SERVER_AUTH && code != Code.NOT_AN_AUTHORITY)
                .toList();
    }

    private static List<Code> against(Selfsigned selfsigned) {
        return objections(selfsigned).stream().map(Objection::code).toList();
    }

    private static List<Objection> objections(Selfsigned selfsigned) {
        return objections(selfsigned.make().certificate());
    }

    private static List<Code> codes(X509Certificate certificate, X509Certificate... roots) {
        return objections(certificate, roots).stream().map(Objection::code).toList();
    }

    private static List<Objection> objections(X509Certificate certificate, X509Certificate... roots) {
        return Objections.to(new ServedCertificate(List.of(certificate)), IP, NOW, List.of(roots), Optional.empty());
    }
}
