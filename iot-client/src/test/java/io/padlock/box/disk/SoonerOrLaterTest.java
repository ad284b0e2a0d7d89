package io.padlock.box.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That a disk which is full at the start is written to later is shown on a real one, by OutOfDiskIT. */
class SoonerOrLaterTest {

    @Test
    void what_can_be_done_is_done_at_once_and_once() {
        AtomicInteger times = new AtomicInteger();

        SoonerOrLater.run(times::incrementAndGet, "Nothing is the matter");

        assertThat(times).hasValue(1);
    }

    @Test
    void what_can_not_be_done_now_is_done_as_soon_as_it_can_be() throws Exception {
        AtomicInteger times = new AtomicInteger();
        CountDownLatch isDone = new CountDownLatch(1);

        SoonerOrLater.run(
                () -> {
                    if (times.incrementAndGet() < 3) {
                        throw new IOException("No space left on device");
                    }
                    isDone.countDown();
                },
                "It is not there",
                Duration.ofMillis(1));

        assertThat(isDone.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(times).hasValue(3);
    }
}
