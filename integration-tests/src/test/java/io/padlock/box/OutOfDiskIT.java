package io.padlock.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Await;
import io.padlock.running.Box;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk with room for ever less of a renewal: whichever write fails, the pair that counts is whole, and served. */
class OutOfDiskIT {

    private static final int PAGE = 4096;
    /** A renewal takes fewer. */
    private static final int MOST_PAGES = 6;

    private static final int TIMES = Length.times();
    private static final int STRIDE = Length.of(3, 1);

    @TempDir
    Path folder;

    @Test
    void whichever_write_of_a_renewal_finds_no_room_the_certificate_before_stays_and_the_next_time_heals()
            throws Exception {
        try (Server server = Server.start(folder.resolve("server"), "-Dpadlock.budget.database.burst-per-box=0");
                SmallDisk disk = SmallDisk.mounted(folder.resolve("small"), 1)) {
            Path data = disk.folder().resolve("box");
            Map<String, Integer> outcomes = new HashMap<>();
            Customer customer = Customer.knownTo(server);
            try (Box box = Box.start(data, server.url(), customer.uuid(), customer.code())) {
                box.awaitCode("OK");
                for (int time = 0; time < TIMES; time++) {
                    for (int pages = 0; pages <= MOST_PAGES; pages += STRIDE) {
                        outcomes.merge(renewWith(pages, disk, data, box), 1, Integer::sum);
                    }
                }
            }
            System.out.println("A renewal with room for 0 to " + MOST_PAGES + " pages: " + outcomes);
            assertThat(outcomes.keySet()).containsExactlyInAnyOrder("OK", "ERR_IOT_HTTPS_CERT_NOT_STORED");
            assertThat(outcomes.get("ERR_IOT_HTTPS_CERT_NOT_STORED")).isGreaterThanOrEqualTo(4 * TIMES / STRIDE);
        }
    }

    @Test
    void a_disk_that_is_full_at_the_start_is_used_as_soon_as_it_has_room() throws Exception {
        try (Server server = Server.start(folder.resolve("server"));
                SmallDisk disk = SmallDisk.mounted(folder.resolve("small"), 1)) {
            Path data = disk.folder().resolve("box");
            Customer customer = Customer.knownTo(server);
            disk.fillAllBut(0);
            try (Box box = Box.start(data, server.url(), customer.uuid(), customer.code())) {
                box.awaitCode("ERR_IOT_HTTPS_CERT_NOT_STORED");
                assertThat(box.status("cause")).contains("Its disk is full.");
                assertThat(box.said()).doesNotContain("\tat ").doesNotContain("FLUSH_FAILURE");

                disk.makeRoom();

                assertThat(box.password()).isNotBlank();
                Await.until(
                        () -> "commands that reach the box\n" + box.said(),
                        Duration.ofSeconds(60),
                        () -> Box.command(data, "renew").status() == 0);
                assertThat(box.status("code")).isEqualTo("OK");
                assertThat(data.resolve("log/box.log")).isNotEmptyFile();
            }
        }
    }

    /** @return how it went */
    private static String renewWith(int pages, SmallDisk disk, Path data, Box box) throws Exception {
        String before = box.status("certificate.serial");
        disk.fillAllBut((long) pages * PAGE);

        Command renewed = Box.command(data, "renew");

        String outcome = box.status("lastAttempt");
        boolean isRenewed = outcome.equals("OK");
        assertThat(renewed.status()).as(renewed.output()).isEqualTo(isRenewed ? 0 : 3);
        assertThat(box.status("code")).isEqualTo("OK");
        assertThat(box.status("certificate.serial").equals(before)).isEqualTo(!isRenewed);
        isWholeOnTheDisk(data, box.status("certificate.serial"));
        disk.makeRoom();
        if (!isRenewed) {
            assertThat(Box.command(data, "renew").status()).isZero();
            assertThat(box.status("certificate.serial")).isNotEqualTo(before);
            isWholeOnTheDisk(data, box.status("certificate.serial"));
        }
        return outcome;
    }

    private static void isWholeOnTheDisk(Path data, String serial) throws Exception {
        Command check = Box.command(data, "check", "--json");
        assertThat(check.status()).as(check.output()).isZero();
        assertThat(check.output()).contains("\"serial\":\"" + serial + "\"");
    }
}
