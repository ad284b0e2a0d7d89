package io.padlock.provisioning;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Told how long each stage of a request took. On event loops, for every request: must be cheap, and must not fail. */
public interface Stages {

    enum Stage {
        /** Waiting for what is known of the database and the key. */
        LOOK_UP,
        /** The rules. */
        JUDGING,
        /** Signing, reading back and linting. */
        SIGNING,
        /** Waiting for the ledger's commit. */
        RECORDING
    }

    void took(Stage stage, long nanos);

    default <T> T timed(Stage stage, Supplier<T> work) {
        long begun = System.nanoTime();
        T done = work.get();
        took(stage, System.nanoTime() - begun);
        return done;
    }

    /** From when somebody begins to wait until there is an answer; a failure is no timing. */
    default <T> Uni<T> waited(Stage stage, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            long begun = System.nanoTime();
            return work.invoke(() -> took(stage, System.nanoTime() - begun));
        });
    }
}
