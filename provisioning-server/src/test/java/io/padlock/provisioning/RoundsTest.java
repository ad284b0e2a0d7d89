package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(1);

    /** Well; three times not, each in another way; well again; and once more not. */
    private Uni<Void> work() {
        return switch (count.incrementAndGet()) {
            case 2 -> Uni.createFrom().failure(new IllegalStateException("a reason"));
            case 3 -> throw new IllegalStateException("another");
            case 4 -> Uni.createFrom().failure(new IllegalStateException());
            case 7 -> Uni.createFrom().failure(new IllegalStateException());
            case 8 -> Uni.createFrom().voidItem().invoke(enough::countDown);
            default -> Uni.createFrom().voidItem();
        };
    }

    @Test
    void trouble_is_told_when_it_begins_and_when_it_is_over_and_nothing_ends_the_rounds() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Rounds rounds =
                    new Rounds(vertx, Duration.ofMillis(1), this::work, told::add, () -> told.add("well again"));

            rounds.begin();

            assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
            rounds.end();
            assertThat(told.subList(0, 3)).containsExactly("a reason", "well again", "IllegalStateException");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
