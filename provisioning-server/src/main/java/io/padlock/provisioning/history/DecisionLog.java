package io.padlock.provisioning.history;

import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.Witness;
import io.padlock.provisioning.ledger.Recorded;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Writes down what was refused and what was given again; what was issued stands in the ledger. Nobody's answer waits for
 * it, so a decision can be lost when the database is away for long or the server is killed: the ledger and the audit can't
 * lose any.
 *
 * <p>"Later" is no decision. Whoever is turned away because the database is away, because too many are waiting, or because
 * they ask too often is not written down: a storm would fill the table with it, at the worst time. Metrics count those.
 */
@Singleton
public class DecisionLog implements Witness {

    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int PATIENCE_AT_THE_END_S = 5;
    private static final long BETWEEN_LOOKS_MS = 60_000;

    private final Gatherer gatherer;
    private final Folding folding = new Folding();
    private final Vertx vertx;
    private final Clock clock;

    DecisionLog(Pool pool, Vertx vertx, Clock clock) {
        this.gatherer = new Gatherer(
                new DecisionTable(pool)::insert,
                (milliseconds, work) -> vertx.setTimer(milliseconds, id -> work.run()));
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    public void repeated(ProvisioningRequest request, Recorded certificate) {
        gatherer.add(Decision.repeated(request, certificate, now()));
    }

    @Override
    public void refused(ProvisioningRequest request, Refused refused) {
        if (!refused.refusal().putsOff()) {
            write(folding.fold(Decision.refused(request, refused.refusal(), now())));
        }
    }

    /** Whoever stopped asking closes no window. */
    void onStart(@Observes StartupEvent event) {
        vertx.setPeriodic(BETWEEN_LOOKS_MS, id -> write(folding.ended(now())));
    }

    private void write(List<Decision> rows) {
        rows.forEach(gatherer::add);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** How many decisions were lost since the start. */
    public long lost() {
        return gatherer.lost();
    }

    /** Requests have been answered by now; what they left behind is written before the pool goes. */
    void onStop(@Observes ShutdownEvent event) {
        write(folding.all());
        try {
            gatherer.finish().get(PATIENCE_AT_THE_END_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The last decisions could not be written to the history before the end.");
        }
    }
}
