package io.padlock.provisioning.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.issuance.Validity;
import io.padlock.provisioning.revocation.CertificateLife;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenewalAnswerTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant ISSUED = START.plus(Duration.ofHours(1));
    private static final Instant END = START.plus(Duration.ofDays(90)).minusSeconds(1);

    @Test
    void the_window_is_from_two_thirds_to_five_sixths_of_the_life_and_each_time_has_its_words() {
        Validity window = new Validity(START, END).renewalWindow();

        assertThat(at(window.notBefore().minusSeconds(1)).explanation()).contains("is to be renewed");
        assertThat(at(window.notBefore()).explanation()).contains("Renew it in this window");
        assertThat(at(window.notAfter()).explanation()).contains("Renew it in this window");
        assertThat(at(window.notAfter().plusSeconds(1)).explanation()).contains("ends soon");
        assertThat(at(END).explanation()).contains("ends soon");
        assertThat(at(END.plusSeconds(1)).explanation()).contains("has ended");
        assertThat(at(END.plusSeconds(1)).start()).isEqualTo(window.notBefore());
        assertThat(at(END.plusSeconds(1)).end()).isEqualTo(window.notAfter());
    }

    @Test
    void the_window_of_a_revoked_certificate_was_over_when_it_was_issued() {
        RenewalAnswer told = RenewalAnswer.of(life("CN=Issuer 1", ISSUED.plusSeconds(5)), "CN=Issuer 1", ISSUED);

        assertThat(told).isEqualTo(new RenewalAnswer(START, ISSUED, "The certificate was revoked. Renew it now."));
    }

    @Test
    void so_was_that_of_an_issuer_that_no_longer_issues() {
        RenewalAnswer told = RenewalAnswer.of(life("CN=Issuer 1", null), "CN=Issuer 2", ISSUED.plusSeconds(5));

        assertThat(told.start()).isEqualTo(START);
        assertThat(told.end()).isEqualTo(ISSUED);
        assertThat(told.explanation()).contains("no longer issues");
    }

    private static RenewalAnswer at(Instant now) {
        return RenewalAnswer.of(life("CN=Issuer 1", null), "CN=Issuer 1", now);
    }

    private static CertificateLife life(String issuer, Instant revokedAt) {
        return new CertificateLife(issuer, new Validity(START, END), ISSUED, revokedAt);
    }
}
