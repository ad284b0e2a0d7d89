package io.padlock.provisioning.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.Refused;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeskTest {

    private final Desk desk = new Desk();
    private final List<UniEmitter<? super String>> underWay = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    @Test
    void whoever_comes_when_two_hundred_are_served_is_told_to_come_later_until_one_of_them_is_done() {
        for (int i = 0; i < 200; i++) {
            ask();
        }

        assertThatThrownBy(
                        () -> desk.serve(Uni.createFrom().item("done")).await().indefinitely())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("TRY_LATER"));

        underWay.get(0).complete("the first");
        assertThat(answers).containsExactly("the first");
        assertThat(desk.serve(Uni.createFrom().item("done")).await().indefinitely())
                .isEqualTo("done");
    }

    @Test
    void the_seats_of_callers_who_went_away_stay_taken_as_long_as_their_work_goes_on() {
        for (int i = 0; i < 200; i++) {
            ask().cancel();
        }

        assertThatThrownBy(
                        () -> desk.serve(Uni.createFrom().item("done")).await().indefinitely())
                .isInstanceOf(Refused.class);

        underWay.forEach(work -> work.complete("done"));
        assertThat(desk.serve(Uni.createFrom().item("done")).await().indefinitely())
                .isEqualTo("done");
    }

    @Test
    void work_that_fails_gives_its_seat_back() {
        for (int i = 0; i < 500; i++) {
            assertThatThrownBy(() -> desk.serve(Uni.createFrom().failure(new IllegalStateException("no")))
                            .await()
                            .indefinitely())
                    .hasMessage("no");
        }
    }

    private Cancellable ask() {
        return desk.serve(Uni.createFrom().<String>emitter(underWay::add))
                .subscribe()
                .with(answers::add);
    }
}
