package io.padlock.box.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.OneChange;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Pairs;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.EntersOnce;
import io.padlock.box.nginx.LinksOnce;
import io.padlock.box.printers.Kept;
import io.padlock.box.printers.PrinterAddress;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.Shop;
import io.padlock.testing.Length;
import io.padlock.testing.SmallDisk;
import io.padlock.testing.printer.Selfsigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk with room for ever less of each thing that a box writes, in octets and in names: what was before, or what comes, and
 * whole; and with room again it is done.
 */
class OutOfSpaceTest {

    private static final int TIMES = Length.times();
    private static final int PAGE = 4096;
    private static final int MOST_PAGES = 6;
    private static final int MOST_NAMES = 8;
    private static final int NAMES = 60;
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final TestIssuer ISSUER = new TestIssuer("Padlock", NOW);
    private static final String UUID = "5f0c9d8e-1b7a-4d53-9a4e-2f6b8c1d0e11";

    @TempDir
    Path somewhere;

    private SmallDisk disk;
    private Path data;

    @BeforeEach
    void a_small_disk() throws Exception {
        disk = SmallDisk.mounted(somewhere.resolve("small"), 1, NAMES);
        data = disk.folder().resolve("box");
    }

    @AfterEach
    void away_with_it() {
        disk.close();
    }

    private interface Step {
        void go() throws Exception;
    }

    @Test
    void a_first_certificate() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);
        everywhere(
                () -> {},
                () -> OneChange.installs(data, pair),
                () -> assertThat(serial()).isIn("none", pair.serial()));
    }

    @Test
    void a_renewal_and_its_being_taken_back() throws Exception {
        CertificatePair before = Pairs.fresh(ISSUER, NOW);
        CertificatePair next = Pairs.fresh(ISSUER, NOW);
        everywhere(
                () -> Pairs.install(data, before),
                () -> OneChange.installs(data, next),
                () -> assertThat(serial()).isIn(before.serial(), next.serial()));
        everywhere(
                () -> Pairs.install(data, before),
                () -> OneChange.installsAndTakesBack(data, next),
                () -> assertThat(serial()).isIn(before.serial(), next.serial()));
    }

    @Test
    void the_pair_before_in_the_place_of_a_damaged_one() throws Exception {
        CertificatePair before = Pairs.fresh(ISSUER, NOW);
        everywhere(
                () -> {
                    Pairs.install(data, before);
                    Pairs.install(data, Pairs.fresh(ISSUER, NOW));
                    Files.writeString(data.resolve("current/key.pem"), "rubbish");
                },
                () -> {
                    PairStore store = new PairStore(data);
                    var kept = store.newestKept(NOW);
                    if (kept.isPresent()) {
                        store.count(kept.get());
                    }
                },
                () -> assertThat(OneChange.wouldServe(data, NOW)).isEqualTo(before.serial()));
    }

    @Test
    void a_moment_of_renewal() throws Exception {
        CertificatePair pair = Pairs.fresh(ISSUER, NOW);
        Instant moved = NOW.plus(Duration.ofDays(30));
        everywhere(
                () -> Pairs.install(data, pair),
                () -> new PairStore(data).renewAt(pair.renewedAt(moved), moved),
                () -> assertThat(new PairStore(data).current().orElseThrow().renewAt())
                        .isIn(pair.renewAt(), moved));
    }

    @Test
    void a_connection_that_is_entered() throws Exception {
        Credentials credentials = EntersOnce.of(data);
        everywhere(
                () -> credentials.enter(Connection.entered(UUID, "CODE-ONE")),
                () -> credentials.enter(Connection.entered(UUID, "CODE-OTHER")),
                () -> assertThat(credentials
                                .connection()
                                .enterpriseCode()
                                .orElseThrow()
                                .reveal())
                        .isIn("CODE-ONE", "CODE-OTHER"));
    }

    @Test
    void a_password_that_is_made_anew() throws Exception {
        BoxPassword password = new BoxPassword(data);
        everywhere(
                password::makeAnother,
                password::makeAnother,
                () -> assertThat(Files.readString(data.resolve("password"))).matches("[0-9a-f]{32} [0-9a-f]{64}\n"));
    }

    @Test
    void a_printers_certificate_that_is_kept() throws Exception {
        Printers printers = Shop.with(data, 1, 1, Duration.ofSeconds(1));
        PrinterAddress address = printers.address("192.168.1.25");
        X509Certificate before = Selfsigned.forAddress("192.168.1.25").make().certificate();
        X509Certificate next = Selfsigned.forAddress("192.168.1.25").make().certificate();
        everywhere(
                () -> printers.keep(address, before),
                () -> printers.keep(address, next),
                () -> assertThat(printers.kept(address))
                        .extracting(Kept::toImport)
                        .contains(before)
                        .isSubsetOf(before, next));
    }

    @Test
    void a_stock_boxs_two_files_that_become_links() throws Exception {
        Path certificate = disk.folder().resolve("etc/nginx.crt");
        Path key = disk.folder().resolve("etc/nginx.key");
        everywhere(() -> theImagesFiles(certificate, key), () -> LinksOnce.on(data, certificate, key), () -> {
            assertThat(certificate).hasContent("the image's certificate");
            assertThat(key).hasContent("the image's key");
        });
    }

    /** The two folders are of one disk here; which of the steps has no room differs from time to time. */
    @Test
    void a_stock_boxs_two_files_that_become_links_to_a_certificate_in_use() throws Exception {
        Path certificate = disk.folder().resolve("etc/nginx.crt");
        Path key = disk.folder().resolve("etc/nginx.key");
        CertificatePair ours = Pairs.fresh(ISSUER, NOW);
        everywhere(
                () -> {
                    theImagesFiles(certificate, key);
                    Pairs.install(data, ours);
                },
                () -> LinksOnce.on(data, certificate, key),
                () -> assertThat(List.of(Files.readString(certificate), Files.readString(key)))
                        .isIn(
                                List.of("the image's certificate", "the image's key"),
                                List.of(ours.chainPem(), ours.keyPem())));
    }

    private static void theImagesFiles(Path certificate, Path key) throws IOException {
        Files.createDirectories(certificate.getParent());
        Files.deleteIfExists(certificate);
        Files.deleteIfExists(key);
        Files.writeString(certificate, "the image's certificate");
        Files.writeString(key, "the image's key");
    }

    private String serial() throws Exception {
        return new PairStore(data).current().map(CertificatePair::serial).orElse("none");
    }

    private void everywhere(Step prepare, Step change, Step isWhole) throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int time = 0; time < TIMES; time++) {
            for (int pages = 0; pages <= MOST_PAGES; pages++) {
                int free = pages * PAGE;
                outcomes.merge(once(prepare, () -> disk.fillAllBut(free), change, isWhole), 1, Integer::sum);
            }
            for (int names = 0; names <= MOST_NAMES; names++) {
                int free = names;
                outcomes.merge(once(prepare, () -> disk.fillNamesAllBut(free), change, isWhole), 1, Integer::sum);
            }
        }
        System.out.println(
                "With room for 0 to " + MOST_PAGES + " pages and for 0 to " + MOST_NAMES + " names: " + outcomes);
        assertThat(outcomes.getOrDefault("no room", 0)).as("real failures").isGreaterThanOrEqualTo(TIMES);
        assertThat(outcomes.getOrDefault("done", 0)).as("and enough room").isGreaterThanOrEqualTo(TIMES);
    }

    private String once(Step prepare, Step fill, Step change, Step isWhole) throws Exception {
        if (Files.exists(data)) {
            Disk.delete(data);
        }
        prepare.go();
        fill.go();
        String outcome = "done";
        try {
            change.go();
        } catch (IOException noRoom) {
            outcome = "no room";
        }
        isWhole.go();
        disk.makeRoom();
        change.go();
        isWhole.go();
        return outcome;
    }
}
