package io.padlock.box.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.FallsBackOnce;
import io.padlock.box.certificate.MovesRenewalOnce;
import io.padlock.box.certificate.OneChange;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TakesBackOnce;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.disk.KilledBefore.Step;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.guard.MakesAPasswordOnce;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.EntersOnce;
import io.padlock.testing.Length;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} before each system call of the smaller things that a box writes: what was before, or what comes, and whole. */
class KilledWhileChangingTest {

    private static final int TIMES = Length.times();
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final String ONE = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";
    private static final String OTHER = "11111111-1b7a-4d53-9a4e-2f6b8c1d0e11";

    @TempDir
    Path data;

    @TempDir
    Path somewhere;

    @Test
    void a_connection_that_is_entered() throws Exception {
        everywhere(
                () -> EntersOnce.of(data).enter(Connection.entered(ONE, "CODE-ONE")),
                () -> {
                    Connection left = EntersOnce.of(data).connection();
                    String both = left.uuid().orElseThrow() + " "
                            + left.enterpriseCode().orElseThrow().reveal();
                    assertThat(both).isIn(ONE + " CODE-ONE", OTHER + " CODE-OTHER");
                },
                EntersOnce.class,
                data,
                OTHER,
                "CODE-OTHER");
    }

    @Test
    void a_password_that_is_made_anew() throws Exception {
        BoxPassword password = new BoxPassword(data);
        String[] before = new String[2];
        everywhere(
                () -> {
                    before[0] = password.makeAnother();
                    before[1] = Files.readString(data.resolve("password"));
                },
                () -> {
                    String left = Files.readString(data.resolve("password"));
                    if (left.equals(before[1])) {
                        assertThat(password.is(before[0])).isTrue();
                    } else {
                        assertThat(left).matches("[0-9a-f]{32} [0-9a-f]{64}\n");
                    }
                },
                MakesAPasswordOnce.class,
                data);
    }

    @Test
    void a_moment_of_renewal_that_the_server_moved() throws Exception {
        CertificatePair pair = Pairs.fresh(new TestIssuer("Padlock", NOW), NOW);
        Instant moved = NOW.plus(Duration.ofDays(30));
        everywhere(
                () -> Pairs.install(data, pair),
                () -> {
                    CertificatePair left = new PairStore(data).current().orElseThrow();
                    assertThat(left.serial()).isEqualTo(pair.serial());
                    assertThat(left.renewAt()).isIn(pair.renewAt(), moved);
                },
                MovesRenewalOnce.class,
                data,
                moved);
    }

    @Test
    void a_pair_that_is_taken_back_because_nobody_gets_it() throws Exception {
        TestIssuer issuer = new TestIssuer("Padlock", NOW);
        CertificatePair before = Pairs.fresh(issuer, NOW);
        CertificatePair next = Pairs.fresh(issuer, NOW);
        Path written = Files.createDirectory(somewhere.resolve("next"));
        Files.writeString(written.resolve("key.pem"), next.keyPem());
        Files.writeString(written.resolve("chain.pem"), next.chainPem());
        everywhere(
                () -> Pairs.install(data, before),
                () -> assertThat(new PairStore(data).current().orElseThrow().serial())
                        .isIn(before.serial(), next.serial()),
                TakesBackOnce.class,
                data,
                written);
    }

    @Test
    void the_pair_before_in_the_place_of_a_damaged_one() throws Exception {
        TestIssuer issuer = new TestIssuer("Padlock", NOW);
        CertificatePair before = Pairs.fresh(issuer, NOW);
        everywhere(
                () -> {
                    Pairs.install(data, before);
                    Pairs.install(data, Pairs.fresh(issuer, NOW));
                    Files.writeString(data.resolve("current/key.pem"), "rubbish");
                },
                () -> assertThat(OneChange.wouldServe(data, NOW)).isEqualTo(before.serial()),
                FallsBackOnce.class,
                data,
                NOW);
    }

    private static void everywhere(Step prepare, Step isWhole, Class<?> program, Object... arguments) throws Exception {
        assertThat(KilledBefore.eachCall(TIMES, prepare, isWhole, program, arguments))
                .isPositive();
    }
}
