package io.padlock.provisioning.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Rate RATE = Rate.of(100, 60);

    private final Buckets<Long> addresses = new Buckets<>();

    @Test
    void a_million_addresses_at_once_fill_no_more_than_the_table_and_the_looping_one_stays_known() {
        for (int i = 0; i < 100; i++) {
            addresses.take(-1L, RATE, NOON);
        }

        for (long address = 0; address < 1_000_000; address++) {
            assertThat(addresses.take(address, RATE, NOON)).isLessThanOrEqualTo(0);
        }

        assertThat(addresses.size()).isEqualTo(Buckets.MOST);
        assertThat(addresses.take(-1L, RATE, NOON)).as("still refused").isPositive();
    }

    @Test
    void those_who_owe_nothing_any_more_are_forgotten_as_others_come() {
        for (long address = 0; address < 1000; address++) {
            addresses.take(address, RATE, NOON);
        }

        for (long address = 1000; address < 2000; address++) {
            addresses.take(address, RATE, NOON.plusSeconds(60 * address));
        }

        assertThat(addresses.size()).isLessThan(20);
    }

    @Test
    void many_threads_together_are_granted_the_burst_exactly() throws Exception {
        Rate thousand = Rate.of(1000, 1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(() -> {
                int granted = 0;
                for (int asked = 0; asked < 1000; asked++) {
                    granted += addresses.take(7L, thousand, NOON) <= 0 ? 1 : 0;
                }
                return granted;
            });
        }

        int granted = 0;
        for (Future<Integer> asker : threads.invokeAll(askers)) {
            granted += asker.get();
        }
        threads.shutdown();

        assertThat(granted).isEqualTo(1000);
    }

    @Test
    void many_threads_with_many_strangers_do_not_overfill_the_table() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Object>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            long first = 100_000L * i;
            askers.add(() -> {
                for (long address = first; address < first + 20_000; address++) {
                    addresses.take(address, RATE, NOON);
                }
                return null;
            });
        }

        for (Future<Object> asker : threads.invokeAll(askers)) {
            asker.get();
        }
        threads.shutdown();

        assertThat(addresses.size()).isEqualTo(Buckets.MOST);
    }
}
