package io.padlock.provisioning.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Refusal.Overloaded;
import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.issuance.FreshKey;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeAheadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Makes a key for each permit, and says when it is asked for one that it may not make yet. */
    private final Semaphore permits = new Semaphore(0);

    private final Semaphore wanted = new Semaphore(0);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final MadeAhead keys = MadeAhead.start(this::make, 2);

    private FreshKey make() {
        wanted.release();
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            ended.countDown();
            Thread.currentThread().interrupt();
        }
        return FreshKey.make();
    }

    @AfterEach
    void stop() {
        keys.close();
    }

    @Test
    void so_many_are_made_ahead_and_one_more_for_each_that_is_taken() throws Exception {
        permits.release(100);
        awaitWanted(2);
        assertThat(wanted.tryAcquire(100, TimeUnit.MILLISECONDS)).as("a third").isFalse();

        keys.next(LONG).await().atMost(LONG);

        awaitWanted(1);
        assertThat(wanted.tryAcquire(100, TimeUnit.MILLISECONDS)).as("a fourth").isFalse();
    }

    @Test
    void who_comes_when_none_is_ready_waits_for_the_next_in_the_order_of_coming() {
        CompletableFuture<FreshKey> first = keys.next(LONG).subscribeAsCompletionStage();
        CompletableFuture<FreshKey> second = keys.next(LONG).subscribeAsCompletionStage();

        permits.release();

        FreshKey key = first.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(second).isNotDone();
        permits.release();
        assertThat(second.orTimeout(30, TimeUnit.SECONDS).join()).isNotSameAs(key);
    }

    @Test
    void who_has_waited_too_long_hears_later_and_takes_nobodys_key() {
        Uni<FreshKey> impatient = keys.next(Duration.ofMillis(20));

        assertThatThrownBy(() -> impatient.await().atMost(LONG))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(TryLater.class));
        CompletableFuture<FreshKey> patient = keys.next(LONG).subscribeAsCompletionStage();
        permits.release();
        assertThat(patient.orTimeout(30, TimeUnit.SECONDS).join()).isNotNull();
    }

    @Test
    void a_key_that_comes_back_unused_goes_to_the_first_who_waits() {
        permits.release();
        FreshKey key = keys.next(LONG).await().atMost(LONG);
        CompletableFuture<FreshKey> waiting = keys.next(LONG).subscribeAsCompletionStage();

        keys.giveBack(key);

        assertThat(waiting.orTimeout(30, TimeUnit.SECONDS).join()).isSameAs(key);
    }

    @Test
    void more_than_can_ever_be_served_are_turned_away_at_once() {
        for (int i = 0; i < 1000; i++) {
            keys.next(LONG).subscribeAsCompletionStage();
        }

        assertThatThrownBy(() -> keys.next(LONG).await().atMost(Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Overloaded.class));
    }

    @Test
    void nobody_shares_a_key() throws Exception {
        permits.release(1_000_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<List<FreshKey>>> boxes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boxes.add(() -> {
                List<FreshKey> mine = new ArrayList<>();
                for (int asked = 0; asked < 100; asked++) {
                    mine.add(keys.next(LONG).await().atMost(LONG));
                }
                return mine;
            });
        }

        List<FreshKey> all = new ArrayList<>();
        for (Future<List<FreshKey>> box : threads.invokeAll(boxes)) {
            all.addAll(box.get());
        }
        threads.shutdown();

        assertThat(all).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    void its_thread_ends_with_the_server_even_in_the_middle_of_a_key() throws Exception {
        awaitWanted(1);

        keys.close();

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_pool_of_none_is_refused_at_the_start() {
        assertThatThrownBy(() -> StockKeys.of(config(StockKey.RSA_2048, 0)))
                .isInstanceOf(CannotStart.class)
                .hasMessage("padlock.stock.rsa-keys-ahead is 0; it must be from 1 to 10000.");
        assertThat(StockKeys.of(config(StockKey.EC_P256, 0))).isInstanceOf(StockKeys.MadeWhenAsked.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.099S", "PT5S", "PT1000000H"})
    void a_deadline_in_which_nothing_can_be_done_or_heard_is_refused_at_the_start(Duration deadline) {
        assertThatThrownBy(() -> StockDoor.deadline(config(StockKey.EC_P256, 1, deadline)))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("padlock.stock.deadline is " + deadline + "; ");
    }

    private static StockConfig config(StockKey key, int ahead) {
        return config(key, ahead, Duration.ofSeconds(4));
    }

    private static StockConfig config(StockKey key, int ahead, Duration deadline) {
        return new StockConfig() {
            @Override
            public Duration deadline() {
                return deadline;
            }

            @Override
            public StockKey key() {
                return key;
            }

            @Override
            public int rsaKeysAhead() {
                return ahead;
            }

            @Override
            public StockRefusal refusals() {
                return StockRefusal.RESULT;
            }
        };
    }

    @Test
    void a_key_that_could_not_be_made_does_not_end_the_making() {
        AtomicBoolean tried = new AtomicBoolean();
        MadeAhead failingOnce = MadeAhead.start(
                () -> {
                    if (tried.compareAndSet(false, true)) {
                        throw new IllegalStateException("This fault is made by a test.");
                    }
                    return FreshKey.make();
                },
                1);

        assertThat(failingOnce.next(LONG).await().atMost(LONG)).isNotNull();
        failingOnce.close();
    }

    @Test
    void keys_that_are_made_when_asked_need_no_thread() {
        StockKeys ec = new StockKeys.MadeWhenAsked();

        assertThat(ec.next(LONG).await().atMost(LONG).publicKey().getAlgorithm())
                .isEqualTo("EC");
    }

    private void awaitWanted(int keys) throws InterruptedException {
        assertThat(wanted.tryAcquire(keys, 30, TimeUnit.SECONDS)).isTrue();
    }
}
