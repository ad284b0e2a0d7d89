package io.padlock.provisioning;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Work that is done again and again, a while after it ended, however it ended. Trouble is told when it begins, once, and again
 * when it is over.
 */
public final class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);
    /** A database that hangs must not end it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Duration between;
    private final Supplier<Uni<Void>> work;
    private final Consumer<String> tellTrouble;
    private final Runnable tellWellAgain;
    private volatile boolean ended;
    private volatile boolean troubled;

    /** @param tellTrouble is told the reason */
    public Rounds(
            Vertx vertx,
            Duration between,
            Supplier<Uni<Void>> work,
            Consumer<String> tellTrouble,
            Runnable tellWellAgain) {
        this.vertx = vertx;
        this.between = between;
        this.work = work;
        this.tellTrouble = tellTrouble;
        this.tellWellAgain = tellWellAgain;
    }

    /** The first one now; it is not waited for. */
    public void begin() {
        Uni.createFrom()
                .deferred(work::get)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .subscribe()
                .with(done -> well(), this::trouble);
    }

    public void end() {
        ended = true;
    }

    private void well() {
        if (troubled) {
            tellWellAgain.run();
            troubled = false;
        }
        again();
    }

    private void trouble(Throwable failure) {
        if (!troubled && !ended) {
            tellTrouble.accept(
                    failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage());
            LOG.debug("Why it is told that there is trouble", failure);
            troubled = true;
        }
        again();
    }

    private void again() {
        if (ended) {
            return;
        }
        try {
            vertx.setTimer(between.toMillis(), id -> begin());
        } catch (RejectedExecutionException e) {
            // A start that failed ends its event loops without a word: there is nobody left to work for.
            ended = true;
        }
    }
}
