package io.padlock.provisioning.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Loops loops = new Loops(VERTX);
    private final List<List<Integer>> statements = Collections.synchronizedList(new ArrayList<>());

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_question_that_comes_alone_is_sent_alone_and_at_once() {
        Gathering<Integer, Integer> doubling = new Gathering<>(loops, this::doubled);

        assertThat(doubling.ask(21).await().atMost(PATIENCE)).isEqualTo(42);
        assertThat(statements).containsExactly(List.of(21));
        assertThat(doubling.waiting()).isZero();
    }

    @Test
    void what_comes_while_a_statement_is_under_way_goes_together_when_it_ends() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Gathering<Integer, Integer> doubling = new Gathering<>(
                loops, questions -> Uni.createFrom().completionStage(gate).chain(() -> doubled(questions)));

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 60)
                .mapToObj(i -> doubling.ask(i).subscribeAsCompletionStage())
                .toList();
        gate.complete(null);

        for (int i = 0; i < 60; i++) {
            assertThat(answers.get(i).join()).isEqualTo(2 * i);
        }
        // Two loops, and on each what came before its first statement was sent, and the rest.
        assertThat(statements).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void every_asker_gets_its_own_answer_from_whatever_thread_it_asks() throws Exception {
        Gathering<Integer, Integer> doubling = new Gathering<>(loops, this::doubled);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int question = i;
            answers.add(threads.submit(() -> doubling.ask(question).await().atMost(PATIENCE)));
        }

        for (int i = 0; i < 20_000; i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * i);
        }
        threads.shutdown();
        assertThat(doubling.waiting()).isZero();
        assertThat(statements).allSatisfy(statement -> assertThat(statement).hasSizeLessThanOrEqualTo(128));
    }

    @Test
    void one_row_that_postgresql_refuses_does_not_take_the_others_along() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Gathering<Integer, Integer> doubling = new Gathering<>(
                loops,
                questions -> Uni.createFrom()
                        .completionStage(gate)
                        .chain(() -> questions.contains(13) ? refusal("23514") : doubled(questions)));

        List<CompletableFuture<Integer>> answers = IntStream.range(0, 30)
                .mapToObj(i -> doubling.ask(i).subscribeAsCompletionStage())
                .toList();
        gate.complete(null);

        for (int i = 0; i < 30; i++) {
            CompletableFuture<Integer> answer = answers.get(i);
            if (i == 13) {
                assertThatThrownBy(answer::join).hasMessageContaining("refused");
            } else {
                assertThat(answer.join()).isEqualTo(2 * i);
            }
        }
        assertThat(doubling.waiting()).isZero();
    }

    @Test
    void a_database_that_is_away_is_told_to_all_and_asked_again_by_the_next() {
        List<Boolean> away = Collections.synchronizedList(new ArrayList<>(List.of(true)));
        Gathering<Integer, Integer> doubling =
                new Gathering<>(loops, questions -> away.get(0) ? refusal("57P01") : doubled(questions));

        assertThatThrownBy(() -> doubling.ask(1).await().atMost(PATIENCE)).hasMessageContaining("refused");
        away.set(0, false);
        assertThat(doubling.ask(2).await().atMost(PATIENCE)).isEqualTo(4);
        assertThat(doubling.waiting()).isZero();
    }

    @Test
    void a_statement_that_can_not_even_be_made_fails_its_askers_and_nobody_else() {
        Gathering<Integer, Integer> doubling = new Gathering<>(loops, questions -> {
            if (questions.contains(0)) {
                throw new IllegalStateException("a mistake of ours");
            }
            return doubled(questions);
        });

        assertThatThrownBy(() -> doubling.ask(0).await().atMost(PATIENCE)).hasMessage("a mistake of ours");
        assertThat(doubling.ask(4).await().atMost(PATIENCE)).isEqualTo(8);
    }

    private Uni<List<Integer>> doubled(List<Integer> questions) {
        statements.add(questions);
        return Uni.createFrom()
                .item(questions.stream().map(question -> 2 * question).toList());
    }

    private static Uni<List<Integer>> refusal(String state) {
        return Uni.createFrom().failure(new PgException("refused", "ERROR", state, null));
    }
}
