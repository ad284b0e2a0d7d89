package io.padlock.provisioning.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevocationListTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00.250Z");
    private static final Instant IN_A_WEEK = NOW.plus(Duration.ofDays(7));
    private static final String SERIAL = "0193a1b2c3d4e5f60718293a4b5c6d7e";

    @TempDir
    Path data;

    private Issuer issuer;

    @BeforeEach
    void anIssuer() {
        TestAuthority.createIfMissing(data.resolve("ca"), "odoo-iot.com", NOW);
        issuer = Authority.open(
                        data.resolve("ca"),
                        Optional.empty(),
                        Duration.ofDays(90),
                        new PublicAddress("https://iot.example.com"),
                        NOW)
                .issuers()
                .get(0);
    }

    @Test
    void an_empty_list_is_a_list() throws Exception {
        X509CRL list = read(issuer.revocationList(BigInteger.ONE, NOW, IN_A_WEEK, List.of()));

        assertThat(list.getRevokedCertificates()).isNull();
        assertThat(list.getThisUpdate()).isEqualTo(Date.from(Instant.parse("2026-11-21T08:00:00Z")));
        assertThat(list.getNextUpdate()).isEqualTo(Date.from(Instant.parse("2026-11-28T08:00:00Z")));
        list.verify(issuer.certificate().getPublicKey());
    }

    @ParameterizedTest
    @EnumSource
    void each_reason_is_told_by_its_code(RevocationReason reason) throws Exception {
        X509CRL list = read(issuer.revocationList(
                BigInteger.TWO, NOW, IN_A_WEEK, List.of(new RevokedCertificate(SERIAL, NOW, reason))));

        CRLReason told = list.getRevokedCertificate(new BigInteger(SERIAL, 16)).getRevocationReason();
        assertThat(told.name()).isEqualTo(reason.name());
        assertThat(told.ordinal()).isEqualTo(reason.code());
    }

    @Test
    void a_reason_is_an_enumerated_value_of_one_octet() {
        byte[] der = issuer.revocationList(
                BigInteger.TWO,
                NOW,
                IN_A_WEEK,
                List.of(new RevokedCertificate(SERIAL, NOW, RevocationReason.SUPERSEDED)));

        // The extension reasonCode, an OCTET STRING of 3, an ENUMERATED of 1: 4.
        assertThat(java.util.HexFormat.of().formatHex(der)).contains("0603551d15" + "0403" + "0a0104");
    }

    @Test
    void a_number_may_be_as_large_as_twenty_octets() throws Exception {
        BigInteger large = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);

        byte[] number =
                read(issuer.revocationList(large, NOW, IN_A_WEEK, List.of())).getExtensionValue("2.5.29.20");

        assertThat(new BigInteger(Arrays.copyOfRange(number, 4, number.length))).isEqualTo(large);
        assertThatThrownBy(() -> issuer.revocationList(large.add(BigInteger.ONE), NOW, IN_A_WEEK, List.of()))
                .hasMessageContaining("20 octets");
    }

    @Test
    void a_list_lives_ten_days_and_not_a_second_longer() {
        Instant longest = NOW.plus(Duration.ofDays(10));

        assertThat(issuer.revocationList(BigInteger.ONE, NOW, longest, List.of()))
                .isNotEmpty();
        assertThatThrownBy(() -> issuer.revocationList(BigInteger.ONE, NOW, longest.plusSeconds(1), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10 days");
    }

    @Test
    void a_list_that_ends_before_it_begins_is_refused() {
        assertThatThrownBy(() -> issuer.revocationList(BigInteger.ONE, NOW, NOW, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_certificate_stands_in_a_list_once() {
        var once = new RevokedCertificate(SERIAL, NOW, RevocationReason.SUPERSEDED);
        var again = new RevokedCertificate(SERIAL.toUpperCase(), NOW, RevocationReason.KEY_COMPROMISE);

        assertThatThrownBy(() -> issuer.revocationList(BigInteger.ONE, NOW, IN_A_WEEK, List.of(once, again)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void ten_thousand_revoked_certificates_all_stand_in_it() throws Exception {
        List<RevokedCertificate> all = java.util.stream.IntStream.range(0, 10_000)
                .mapToObj(i -> new RevokedCertificate("%032x".formatted(i + 1), NOW, RevocationReason.KEY_COMPROMISE))
                .toList();

        X509CRL list = read(issuer.revocationList(BigInteger.TEN, NOW, IN_A_WEEK, all));

        assertThat(list.getRevokedCertificates()).hasSize(10_000);
    }

    private static X509CRL read(byte[] der) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }
}
