package io.padlock.box.provisioning;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Looks at start, and again whenever the state says so. */
@ApplicationScoped
class Schedule {

    private static final Logger LOG = Logger.getLogger(Schedule.class);

    /** A clock that was wrong when the timer was set must not put renewal off for weeks: look at it again each hour. */
    private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    /** By so much at a time, and that is no reason for anything. */
    private static final Duration CLOCKS_ARE_CORRECTED = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final Keeper keeper;
    private final Clock clock;
    private Instant lastLook = Instant.EPOCH;
    private long timer;

    Schedule(Vertx vertx, Keeper keeper, Clock clock) {
        this.vertx = vertx;
        this.keeper = keeper;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        keeper.watch(step -> {
            if (step == Keeper.Step.DONE) {
                lookAgain();
            }
        });
        look();
    }

    private void look() {
        Instant now = clock.instant();
        boolean isTooSoon = isTooSoon(now, lastLook, keeper.state().nextAttempt());
        lastLook = now;
        if (isTooSoon) {
            keeper.lookWhetherStillWell().subscribe().with(this::sleepUntilNext, this::survive);
        } else {
            keeper.attempt().subscribe().with(this::sleepUntilNext, this::survive);
        }
    }

    /** A clock that went back since the last look was ahead then, and what was planned by it means nothing. */
    static boolean isTooSoon(Instant now, Instant lastLook, Instant next) {
        return now.isBefore(next) && !now.isBefore(lastLook.minus(CLOCKS_ARE_CORRECTED));
    }

    private void sleepUntilNext(BoxState state) {
        Duration wait = Duration.between(clock.instant(), state.nextAttempt());
        sleep(wait.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : wait);
    }

    /** An attempt does not fail, unless by a mistake of ours; and then the box still has to renew one day. */
    private void survive(Throwable failure) {
        LOG.error("A mistake of ours. The box looks again in an hour.", failure);
        sleep(LONGEST_SLEEP);
    }

    /** The next attempt may be at another time than it was: a person asked for one meanwhile, or the server moved it. */
    synchronized void lookAgain() {
        if (vertx.cancelTimer(timer)) {
            sleepUntilNext(keeper.state());
        }
    }

    private synchronized void sleep(Duration wait) {
        timer = vertx.setTimer(Math.max(1, wait.toMillis()), fired -> look());
    }
}
