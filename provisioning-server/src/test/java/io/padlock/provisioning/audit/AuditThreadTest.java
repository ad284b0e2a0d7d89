package io.padlock.provisioning.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditThreadTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void events_of_many_threads_are_all_written_once_in_one_chain() throws Exception {
        AuditThread audit = started();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            String name = "T" + i;
            new Thread(() -> {
                        for (int n = 0; n < 2500; n++) {
                            audit.record(event(name + "-" + n));
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        audit.stop();

        assertThat(isWhole()).isTrue();
        List<String> lines = Files.readAllLines(ChainFiles.in(folder).get(0));
        assertThat(lines).hasSize(10_000).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.contains("T2-")).map(AuditThreadTest::number))
                .as("each thread's in its order")
                .isSorted();
    }

    @Test
    void an_event_is_in_the_file_at_once_with_nothing_behind_it() throws Exception {
        AuditThread audit = started();
        try {
            audit.record(event("ALONE"));

            until(() -> audit.waiting() == 0);
            assertThat(ChainFiles.in(folder).get(0)).content().contains("ALONE");
        } finally {
            audit.stop();
        }
    }

    @Test
    void what_cannot_be_written_is_kept_in_its_order_and_written_when_that_works_again() throws Exception {
        Path file = ChainFiles.name(folder, "test", 1);
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        AuditThread audit = started();
        audit.record(event("FIRST"));
        until(() -> audit.trouble() != null);
        audit.record(event("SECOND"));
        assertThat(audit.waiting()).isEqualTo(2);

        Files.delete(file);

        until(() -> audit.waiting() == 0 && audit.trouble() == null);
        audit.stop();
        assertThat(isWhole()).isTrue();
        assertThat(file).content().containsSubsequence("FIRST", "SECOND");
    }

    @Test
    void a_disk_that_takes_what_is_written_and_cannot_keep_it_is_trouble_until_it_can() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        ChainWriter chain = ChainWriter.open(folder, "test", Long.MAX_VALUE);
        AuditThread audit = new AuditThread(chain, () -> {
            tries.incrementAndGet();
            if (broken.get()) {
                throw new IOException("Input/output error");
            }
            chain.sync();
        });
        audit.start();
        audit.record(event("FIRST"));
        until(() -> audit.trouble() != null);

        for (int i = 0; i < 5; i++) {
            int before = tries.get();
            audit.record(event("MORE"));
            until(() -> audit.waiting() == 0 && tries.get() > before + 1);
            assertThat(audit.trouble()).isEqualTo("Input/output error");
        }

        broken.set(false);
        until(() -> audit.trouble() == null);
        audit.stop();
        assertThat(isWhole()).isTrue();
    }

    private AuditThread started() {
        AuditThread audit = new AuditThread(ChainWriter.open(folder, "test", Long.MAX_VALUE));
        audit.start();
        return audit;
    }

    private static AuditEvent event(String name) {
        return new AuditEvent(NOON, name, Map::of);
    }

    private static Integer number(String line) {
        return Integer.valueOf(line.replaceFirst(".*\"T[0-9]-([0-9]+)\".*", "$1"));
    }

    private boolean isWhole() {
        return new Verify(new PrintWriter(Writer.nullWriter())).verify(List.of(folder));
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }
}
