package io.padlock.provisioning.history;

import io.padlock.provisioning.CannotStart;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Forgets decisions that are too old, a few at a time. Every replica does; two at once do no harm. */
@ApplicationScoped
class Pruning {

    private static final Logger LOG = Logger.getLogger(Pruning.class);
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int AT_ONCE = 1000;
    private static final long FIRST_AFTER_MS = Duration.ofMinutes(1).toMillis();
    private static final long AGAIN_AFTER_MS = Duration.ofHours(1).toMillis();

    private final DecisionTable table;
    private final Duration keep;
    private final Clock clock;
    private final Vertx vertx;
    private final int atOnce;
    private volatile boolean stopped;

    @Inject
    Pruning(Pool pool, HistoryConfig config, Clock clock, Vertx vertx) {
        this(pool, config, clock, vertx, AT_ONCE);
    }

    Pruning(Pool pool, HistoryConfig config, Clock clock, Vertx vertx, int atOnce) {
        this.table = new DecisionTable(pool);
        this.keep = config.keep();
        this.clock = clock;
        this.vertx = vertx;
        this.atOnce = atOnce;
    }

    void onStart(@Observes StartupEvent event) {
        if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
            throw new CannotStart("padlock.history.keep is " + keep + "; a day is the least, and " + LONGEST.toDays()
                    + " days are the most.");
        }
        vertx.setTimer(FIRST_AFTER_MS, id -> pruneAndComeBack());
    }

    void onStop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void pruneAndComeBack() {
        Uni.createFrom().deferred(this::prune).subscribe().with(this::comeBack, failure -> {
            LOG.warnf("Old decisions could not be pruned, which is tried again in an hour: %s", failure.getMessage());
            comeBack(0);
        });
    }

    private void comeBack(int pruned) {
        if (pruned > 0) {
            LOG.infof("Pruned %s decisions older than %s days.", pruned, keep.toDays());
        }
        if (!stopped) {
            vertx.setTimer(AGAIN_AFTER_MS, id -> pruneAndComeBack());
        }
    }

    /** @return how many decisions were forgotten */
    Uni<Integer> prune() {
        return Uni.createFrom()
                .deferred(() -> table.prune(clock.instant().minus(keep), atOnce))
                .repeat()
                .whilst(deleted -> deleted == atOnce && !stopped)
                .collect()
                .with(Collectors.summingInt(Integer::intValue));
    }
}
