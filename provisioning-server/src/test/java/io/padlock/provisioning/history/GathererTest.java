package io.padlock.provisioning.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** With a table that remembers and can be away, and a timer that runs when the test says so. */
class GathererTest {

    private final List<List<Decision>> written = new ArrayList<>();
    private final Queue<Runnable> due = new ArrayDeque<>();
    private boolean away;
    private CompletableFuture<Void> slow;

    private final Gatherer gatherer = new Gatherer(this::table, (milliseconds, work) -> due.add(work));

    private Uni<Void> table(List<Decision> decisions) {
        if (away) {
            return Uni.createFrom().failure(new IllegalStateException("connection refused"));
        }
        written.add(decisions);
        return slow == null ? Uni.createFrom().voidItem() : Uni.createFrom().completionStage(slow);
    }

    @Test
    void what_comes_within_a_moment_is_written_together_in_its_order() {
        List<Decision> three = List.of(decision(), decision(), decision());

        three.forEach(gatherer::add);
        assertThat(written).isEmpty();
        timePasses();

        assertThat(written).containsExactly(three);
    }

    @Test
    void what_comes_while_one_statement_runs_goes_with_the_next() {
        slow = new CompletableFuture<>();
        Decision first = decision();
        Decision second = decision();
        gatherer.add(first);
        timePasses();
        gatherer.add(second);
        timePasses();
        assertThat(written).containsExactly(List.of(first));

        slow.complete(null);

        assertThat(written).containsExactly(List.of(first), List.of(second));
    }

    @Test
    void five_hundred_go_into_one_statement_at_the_most() {
        add(Gatherer.MOST_AT_ONCE + 1);

        timePasses();

        assertThat(written).extracting(List::size).containsExactly(500, 1);
    }

    @Test
    void a_database_that_is_away_for_a_while_loses_none_and_changes_no_order() {
        away = true;
        List<Decision> first = add(2);
        timePasses();
        List<Decision> second = add(3);
        timePasses();
        away = false;

        timePasses();

        assertThat(written).containsExactly(first, second);
        assertThat(gatherer.lost()).isZero();
    }

    @Test
    void a_database_that_is_away_for_long_loses_what_does_not_fit_and_it_is_counted() {
        away = true;
        add(1);
        timePasses();

        add(Gatherer.MOST_WAITING + 7);

        assertThat(gatherer.lost()).isEqualTo(7);
    }

    @Test
    void what_can_not_be_written_for_a_minute_is_given_up_and_the_next_is_tried() {
        away = true;
        add(2);
        for (int i = 0; i < Gatherer.MOST_TRIES; i++) {
            timePasses();
        }
        assertThat(gatherer.lost()).isEqualTo(2);
        away = false;

        List<Decision> next = add(1);
        timePasses();

        assertThat(written).containsExactly(next);
    }

    @Test
    void the_end_writes_what_is_left() {
        List<Decision> last = add(2);

        CompletableFuture<Void> end = gatherer.finish();
        assertThat(end).isNotDone();
        timePasses();

        assertThat(written).containsExactly(last);
        assertThat(end).isCompleted();
    }

    @Test
    void the_end_comes_at_once_when_nothing_is_left_and_does_not_wait_for_a_database() {
        CompletableFuture<Void> nothingLeft = new Gatherer(this::table, (milliseconds, work) -> work.run()).finish();
        away = true;
        add(2);
        CompletableFuture<Void> databaseAway = gatherer.finish();
        timePasses();

        assertThat(nothingLeft).isCompleted();
        assertThat(databaseAway).isCompleted();
        assertThat(gatherer.lost()).isEqualTo(2);
    }

    /** What is due now runs; what it plans is due the next time. */
    private void timePasses() {
        List<Runnable> now = new ArrayList<>(due);
        due.clear();
        now.forEach(Runnable::run);
    }

    private List<Decision> add(int count) {
        List<Decision> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Decision decision = decision();
            added.add(decision);
            gatherer.add(decision);
        }
        return added;
    }

    private static Decision decision() {
        return new Decision(
                Instant.EPOCH,
                UUID.randomUUID().toString(),
                new DatabaseUuid(UUID.randomUUID()),
                Door.V1,
                Outcome.REPEATED,
                null,
                null,
                null,
                Box.SAID_NOTHING,
                1);
    }
}
