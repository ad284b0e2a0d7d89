package io.padlock.box.provisioning;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Asks every few hours whether the server still wants the certificate renewed when it said. Not at the start: a power cut
 * would bring all boxes at once. */
@ApplicationScoped
class RenewalWatch {

    private static final Logger LOG = Logger.getLogger(RenewalWatch.class);

    static final Duration USUALLY = Duration.ofHours(6);
    private static final Duration AT_LEAST = Duration.ofHours(1);
    private static final Duration AT_MOST = Duration.ofDays(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Vertx vertx;
    private final Keeper keeper;
    private final Schedule schedule;

    RenewalWatch(Vertx vertx, Keeper keeper, Schedule schedule) {
        this.vertx = vertx;
        this.keeper = keeper;
        this.schedule = schedule;
    }

    void onStart(@Observes StartupEvent event) {
        askAfter(Duration.ofSeconds(RANDOM.nextLong(AT_LEAST.toSeconds(), USUALLY.toSeconds())));
    }

    private void askAfter(Duration wait) {
        vertx.setTimer(
                wait.toMillis(),
                fired -> Uni.createFrom()
                        .deferred(keeper::askWhenToRenew)
                        .subscribe()
                        .with(this::asked, this::survive));
    }

    private void asked(Duration again) {
        schedule.lookAgain();
        askAfter(again);
    }

    /** Asking does not fail, unless by a mistake of ours; and then a certificate may still be revoked one day. */
    private void survive(Throwable failure) {
        LOG.error("A mistake of ours. The box asks again in some hours.", failure);
        askAfter(USUALLY);
    }

    /** A tenth more or less by chance, so that boxes that asked together do not ask together again. */
    static Duration obeyed(Duration serverSaid) {
        Duration said = serverSaid.isZero() ? USUALLY : serverSaid;
        Duration bounded = said.compareTo(AT_LEAST) < 0 ? AT_LEAST : said.compareTo(AT_MOST) > 0 ? AT_MOST : said;
        return Duration.ofMillis((long) (bounded.toMillis() * RANDOM.nextDouble(0.9, 1.1)));
    }
}
