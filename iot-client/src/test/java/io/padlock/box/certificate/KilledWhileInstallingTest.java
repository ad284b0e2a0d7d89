package io.padlock.box.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.testing.Length;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a box does when somebody pulls its plug, as far as one can see that without pulling one: the process ends between
 * any two of its system calls. What a disk forgets at that moment is not shown here.
 */
class KilledWhileInstallingTest {

    private static final int KILLS = Length.of(12, 100);
    private static final int LONGEST_LIFE_MS = 60;
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path somewhere;

    @Test
    void whenever_it_is_killed_a_whole_pair_is_there_and_the_box_goes_on() throws Exception {
        TestIssuer issuer = new TestIssuer("Padlock", NOW);
        CertificatePair one = Pairs.fresh(issuer, NOW);
        CertificatePair other = Pairs.fresh(issuer, NOW);
        Path first = written(one, "one");
        Path second = written(other, "other");
        Map<String, String> keyOf = Map.of(one.serial(), one.keyPem(), other.serial(), other.keyPem());
        Path folder = somewhere.resolve("data");
        PairStore store = new PairStore(folder);
        Random random = new Random(20261121);
        Set<String> seen = new HashSet<>();

        for (int kill = 0; kill < KILLS; kill++) {
            // Each begins with the other pair, so that both are met however slow the disk is.
            killAfter(
                    random.nextInt(LONGEST_LIFE_MS),
                    folder,
                    kill % 2 == 0 ? first : second,
                    kill % 2 == 0 ? second : first);

            CertificatePair left = store.current().orElseThrow();
            assertThat(left.keyPem()).isEqualTo(keyOf.get(left.serial()));
            seen.add(left.serial());
            BoxKey pending = store.pendingKey();
            assertThat(TestIssuer.keyIn(pending.signingRequest())).isEqualTo(pending.publicKey());
        }

        assertThat(seen).as("kills fell into both halves of the loop").hasSize(2);
        Pairs.install(store, one);
        try (Stream<Path> pairs = Files.list(folder.resolve("pairs"))) {
            assertThat(pairs).as("the rubbish of every kill is gone").hasSizeLessThanOrEqualTo(2);
        }
    }

    private void killAfter(int milliseconds, Path folder, Path first, Path second) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InstallsInALoop.class.getName(),
                        folder.toString(),
                        first.toString(),
                        second.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo("looping");
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            while (System.nanoTime() < end) {
                // A kill seldom falls between two system calls in a row; a look at every moment does.
                assertThat(Files.exists(folder.resolve("current"), LinkOption.NOFOLLOW_LINKS))
                        .as("some pair counts at every moment")
                        .isTrue();
            }
            assertThat(process.isAlive()).as("it did not end by itself").isTrue();
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private Path written(CertificatePair pair, String name) throws IOException {
        Path folder = Files.createDirectory(somewhere.resolve(name));
        Files.writeString(folder.resolve("key.pem"), pair.keyPem());
        Files.writeString(folder.resolve("chain.pem"), pair.chainPem());
        return folder;
    }
}
