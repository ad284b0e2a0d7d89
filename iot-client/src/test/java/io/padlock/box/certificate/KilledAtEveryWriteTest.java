package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.disk.KilledBefore;
import io.padlock.testing.Length;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} before each system call of an installation that changes the disk: a debugger holds the process there. What a
 * disk forgets when the power fails is not shown here; that each file was synced before something points to it, is.
 */
class KilledAtEveryWriteTest {

    private static final int TIMES = Length.times();
    /** A build tries every third call; in full it is each one. */
    private static final int STRIDE = Length.of(3, 1);

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path somewhere;

    private final TestIssuer issuer = new TestIssuer("Padlock", NOW);

    @Test
    void a_whole_pair_counts_wherever_in_an_installation_the_process_is_killed() throws Exception {
        CertificatePair one = Pairs.fresh(issuer, NOW);
        CertificatePair other = Pairs.fresh(issuer, NOW);
        Map<String, Path> folders = Map.of(one.serial(), written(one, "one"), other.serial(), written(other, "other"));
        Map<String, String> keys = Map.of(one.serial(), one.keyPem(), other.serial(), other.keyPem());
        Path data = somewhere.resolve("data");
        PairStore store = new PairStore(data);
        Pairs.install(store, one);
        int kills = 0;
        int replaced = 0;

        for (int time = 0; time < TIMES; time++) {
            boolean isKilled = true;
            for (int call = 1; isKilled; call += STRIDE) {
                String before = store.current().orElseThrow().serial();
                String wanted = before.equals(one.serial()) ? other.serial() : one.serial();

                isKilled = KilledBefore.call(call, InstallsOnce.class, data, folders.get(wanted));

                CertificatePair left = store.current().orElseThrow();
                assertThat(left.serial()).as("after call " + call).isIn(before, wanted);
                assertThat(left.keyPem()).as("after call " + call).isEqualTo(keys.get(left.serial()));
                BoxKey pending = store.pendingKey();
                assertThat(TestIssuer.keyIn(pending.signingRequest())).isEqualTo(pending.publicKey());
                kills += isKilled ? 1 : 0;
                replaced += isKilled && left.serial().equals(wanted) ? 1 : 0;
                if (!isKilled) {
                    assertThat(left.serial())
                            .as("an installation that nobody killed")
                            .isEqualTo(wanted);
                }
            }
        }

        System.out.println("Killed " + kills / TIMES + " times, at each " + STRIDE + ". call, " + TIMES
                + " times over: " + replaced + " times the new pair counted already.");
        assertThat(kills / TIMES).isGreaterThan(20 / STRIDE);
        assertThat(replaced).as("kills before and after the new pair counts").isBetween(TIMES, kills - TIMES);
        Pairs.install(store, one);
        try (Stream<Path> pairs = Files.list(data.resolve("pairs"))) {
            assertThat(pairs).as("the rubbish of every kill is gone").hasSizeLessThanOrEqualTo(2);
        }
    }

    private Path written(CertificatePair pair, String name) throws IOException {
        Path folder = Files.createDirectory(somewhere.resolve(name));
        Files.writeString(folder.resolve("key.pem"), pair.keyPem());
        Files.writeString(folder.resolve("chain.pem"), pair.chainPem());
        return folder;
    }
}
