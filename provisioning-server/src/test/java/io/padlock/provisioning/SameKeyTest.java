package io.padlock.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SameKeyTest {

    private final SameKey<String, String> sameKey = new SameKey<>();
    private final List<UniEmitter<? super String>> work = new ArrayList<>();

    @Test
    void one_who_looked_before_it_was_made_and_asks_after_gets_what_was_made() {
        Asker first = new Asker("key");
        Asker slow = new Asker("key");
        first.hasLooked(1);
        work.get(0).complete("the certificate");

        slow.hasLooked(1);

        assertThat(first.answer()).isEqualTo("the certificate");
        assertThat(slow.answer()).isEqualTo("the certificate, again");
        assertThat(work).hasSize(1);
    }

    @Test
    void all_who_wait_for_it_get_it() {
        Asker first = new Asker("key");
        Asker second = new Asker("key");
        first.hasLooked(1);
        second.hasLooked(1);

        work.get(0).complete("the certificate");

        assertThat(first.answer()).isEqualTo("the certificate");
        assertThat(second.answer()).isEqualTo("the certificate, again");
    }

    @Test
    void what_was_made_is_not_given_to_one_who_needs_the_next() {
        Asker first = new Asker("key");
        Asker afterRevocation = new Asker("key");
        first.hasLooked(1);
        work.get(0).complete("the certificate");

        afterRevocation.hasLooked(2);
        work.get(1).complete("the next");

        assertThat(afterRevocation.answer()).isEqualTo("the next");
    }

    @Test
    void another_key_has_its_own() {
        Asker first = new Asker("key");
        Asker other = new Asker("other key");
        first.hasLooked(1);
        other.hasLooked(1);

        assertThat(work).hasSize(2);
    }

    @Test
    void a_failure_is_told_to_who_waited_and_the_next_one_tries_again() {
        Asker first = new Asker("key");
        Asker second = new Asker("key");
        Asker third = new Asker("key");
        first.hasLooked(1);
        second.hasLooked(1);
        work.get(0).fail(new IllegalStateException("PostgreSQL is away"));

        third.hasLooked(1);
        work.get(1).complete("the certificate");

        assertThat(first.failure()).hasMessage("PostgreSQL is away");
        assertThat(second.failure()).hasMessage("PostgreSQL is away");
        assertThat(third.answer()).isEqualTo("the certificate");
    }

    @Test
    void a_failure_is_forgotten_though_the_one_who_had_it_made_has_gone() {
        Asker first = new Asker("key");
        Asker stays = new Asker("key");
        first.hasLooked(1);
        first.goes();
        work.get(0).fail(new IllegalStateException("PostgreSQL is away"));

        stays.hasLooked(1);
        work.get(1).complete("the certificate");

        assertThat(stays.answer()).startsWith("the certificate");
    }

    @Test
    void what_another_replica_made_first_is_looked_up_again_by_all() {
        Asker first = new Asker("key");
        Asker second = new Asker("key");
        first.hasLooked(1);
        second.hasLooked(1);

        work.get(0).complete(null);

        assertThat(first.answer()).isNull();
        assertThat(second.answer()).isNull();
        Asker third = new Asker("key");
        third.hasLooked(1);
        assertThat(work).hasSize(2);
    }

    @Test
    void nothing_is_kept_when_everybody_has_gone() {
        Asker first = new Asker("key");
        Asker gone = new Asker("key");
        first.hasLooked(1);
        gone.goes();
        work.get(0).complete("the certificate");

        assertThat(sameKey.nobodyAsks()).isTrue();
    }

    /** Somebody who asks, and whose look-up ends when a test says so. */
    private final class Asker {

        private final CompletableFuture<Integer> lookUp = new CompletableFuture<>();
        private final CompletableFuture<String> answer;

        Asker(String key) {
            answer = sameKey.whileAsking(
                            key,
                            whoAsksNow -> Uni.createFrom()
                                    .completionStage(lookUp)
                                    .chain(generation -> whoAsksNow.once(
                                            generation,
                                            () -> Uni.createFrom().emitter(work::add),
                                            made -> made + ", again")))
                    .subscribeAsCompletionStage();
        }

        void hasLooked(int generation) {
            lookUp.complete(generation);
        }

        void goes() {
            answer.cancel(true);
        }

        String answer() {
            assertThat(answer).isCompleted();
            return answer.join();
        }

        Throwable failure() {
            try {
                answer.join();
                throw new AssertionError("It did not fail.");
            } catch (CompletionException e) {
                return e.getCause();
            }
        }
    }
}
