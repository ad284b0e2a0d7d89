package io.padlock.box.diagnosis;

import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.Keeper.Step;
import io.padlock.box.provisioning.RetryLadder;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.ClockWrong;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks when there may be something to find out, though nobody asked: after each attempt that failed, when the first one came
 * right again, when a new certificate was put in place, and every few hours; sooner while something is wrong that no attempt of
 * the box's can mend, so that nobody is told of it when it is mended. It asks the server nothing: a server in trouble must
 * not be asked twice as much because of it. Not at the start: a power cut would have all boxes of a town ask the same name
 * servers at once.
 */
@ApplicationScoped
class LooksByItself {

    private static final Logger LOG = Logger.getLogger(LooksByItself.class);
    static final Duration USUALLY = Duration.ofHours(6);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Vertx vertx;
    private final Keeper keeper;
    private final Diagnosis diagnosis;

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** A new zone is known to its name servers some seconds later; who asks before hears "no" and is left with that for a minute. */
    private static final Duration UNTIL_A_NAME_IS_KNOWN = Duration.ofSeconds(5);

    private boolean isPlaced;
    private boolean hadFailed;
    private int wrongInARow;
    private boolean isLooking;
    /** Something happened while it looked, of which it may have seen nothing. */
    private boolean isWantedAgain;

    private long timer;

    LooksByItself(Vertx vertx, Keeper keeper, Diagnosis diagnosis) {
        this.vertx = vertx;
        this.keeper = keeper;
        this.diagnosis = diagnosis;
    }

    /** Before the first attempt begins, which is at the start too. */
    void onStart(@Observes @Priority(1) StartupEvent event) {
        keeper.watch(this::see);
        lookAfter(usually());
    }

    /** Called within the keeper's attempt: it must not wait. */
    private synchronized void see(Step step) {
        if (step == Step.SERVING) {
            isPlaced = true;
        }
        if (step != Step.DONE) {
            return;
        }
        Status outcome = keeper.state().lastAttempt();
        // A wrong clock is looked at each minute, and has said all that there is to say.
        boolean isNews = !outcome.ok() || hadFailed || isPlaced;
        Duration wait = isPlaced && outcome.ok() ? UNTIL_A_NAME_IS_KNOWN : AT_ONCE;
        hadFailed = !outcome.ok();
        isPlaced = false;
        if (isNews && !(outcome instanceof ClockWrong)) {
            lookAfter(wait);
        }
    }

    private synchronized void look() {
        if (isLooking) {
            isWantedAgain = true;
            return;
        }
        isLooking = true;
        diagnosis
                .runByItself()
                .invoke(this::count)
                .onTermination()
                .invoke(this::ended)
                .subscribe()
                .with(this::tell, this::survive);
    }

    private synchronized void count(Diagnosed diagnosed) {
        wrongInARow = diagnosed.isWell() ? 0 : wrongInARow + 1;
    }

    private synchronized void ended() {
        isLooking = false;
        if (isWantedAgain) {
            isWantedAgain = false;
            look();
            return;
        }
        // Without a certificate the box looks after each of its attempts anyway.
        boolean isSooner = wrongInARow > 0 && keeper.state().status().ok();
        lookAfter(isSooner ? RetryLadder.after(wrongInARow, Duration.ZERO, RANDOM) : usually());
    }

    private void tell(Diagnosed diagnosed) {
        diagnosed.firstNews().ifPresent(finding -> LOG.infof("The box looked, and found: %s", finding.evidence()));
    }

    private void survive(Throwable failure) {
        LOG.error("The box could not look what is the matter: a mistake of ours.", failure);
    }

    private synchronized void lookAfter(Duration wait) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(wait.toMillis(), fired -> look());
    }

    /** A tenth more or less by chance, so that boxes that started together do not look together. */
    private static Duration usually() {
        return Duration.ofMillis((long) (USUALLY.toMillis() * RANDOM.nextDouble(0.9, 1.1)));
    }
}
