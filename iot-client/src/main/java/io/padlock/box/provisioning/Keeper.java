package io.padlock.box.provisioning;

import io.padlock.box.certificate.BoxKey;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Received;
import io.padlock.box.certificate.Unusable;
import io.padlock.box.identity.BoxName;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.CheckCertReadException;
import io.padlock.box.status.Status.CheckNoServer;
import io.padlock.box.status.Status.LoadNoCredential;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.status.Status.LoadRequestNoResult;
import io.padlock.box.status.Status.LoadRequestStatus;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.status.Status.Starting;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the certificate fresh, from top to bottom. One attempt at a time, whoever asks: who comes while one runs gets its
 * outcome.
 *
 * <pre>
 *            start            failed: wait as the ladder says
 *              |                   +-----------+
 *              v                   v           |
 *   [a pair on the disk?] --no--> ask ---------+
 *        yes   |                   | granted, checked, stored
 *              v                   v
 *            serve <---------------+
 *              |  until renew-at
 *              +-----------------> ask
 * </pre>
 */
@ApplicationScoped
public class Keeper {

    private static final Logger LOG = Logger.getLogger(Keeper.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration BETWEEN_PEOPLE = Duration.ofSeconds(10);

    private final Identity identity;
    private final String boxName;
    private final ServerDoor server;
    private final PairStore store;
    private final Served served;
    private final Clock clock;

    private volatile BoxState state;
    private Uni<BoxState> running;
    private Instant lastEnd = Instant.EPOCH;
    private int failures;
    private Duration serverSaidWait = Duration.ZERO;
    private Instant serverSaidNotBefore = Instant.EPOCH;

    Keeper(Identity identity, IdentityConfig config, ServerDoor server, PairStore store, Served served, Clock clock) {
        this.identity = identity;
        this.boxName = config.name().orElseGet(BoxName::ofThisMachine);
        this.server = server;
        this.store = store;
        this.served = served;
        this.clock = clock;
        this.state = new BoxState(Optional.empty(), new Starting(), new Starting(), clock.instant());
    }

    public BoxState state() {
        return state;
    }

    /** Serves what is on the disk, and asks for a certificate if one is due. Never fails: the state says how it went. */
    public Uni<BoxState> attempt() {
        return attempt(true);
    }

    private synchronized Uni<BoxState> attempt(boolean onSchedule) {
        if (running == null) {
            running = onAWorker()
                    .chain(this::serveWhatIsThere)
                    .chain(this::askIfDue)
                    .onFailure()
                    .recoverWithItem(Keeper::cannotServe)
                    .map(outcome -> remember(outcome, onSchedule))
                    .onTermination()
                    .invoke(this::ended)
                    .memoize()
                    .indefinitely();
        }
        return running;
    }

    /**
     * For a person who opens the page: they want to know now, but a row of reloads is no reason to ask as often, and a
     * server that said when to come back is not asked before.
     */
    public synchronized Uni<BoxState> attemptForAPerson() {
        Instant now = clock.instant();
        boolean tooSoon = now.isBefore(lastEnd.plus(BETWEEN_PEOPLE)) || now.isBefore(serverSaidNotBefore);
        return running == null && (state.status().ok() || tooSoon)
                ? Uni.createFrom().item(state)
                : attempt(false);
    }

    private synchronized void ended() {
        running = null;
        lastEnd = clock.instant();
    }

    /** Reading, writing and syncing files takes milliseconds on a box's card, and an event loop has none to give. */
    private static Uni<Void> onAWorker() {
        return Uni.createFrom().voidItem().emitOn(Infrastructure.getDefaultWorkerPool());
    }

    /** @return how the pair on the disk is: Ok, or why there is none to serve */
    private Uni<Status> serveWhatIsThere() {
        if (state.pair().filter(pair -> pair.isValidAt(clock.instant())).isPresent()) {
            return Uni.createFrom().item(new Ok());
        }
        try {
            Optional<CertificatePair> found = store.current().filter(pair -> pair.isValidAt(clock.instant()));
            return found.isEmpty() ? Uni.createFrom().item(new Starting()) : serve(found.get());
        } catch (Unusable e) {
            LOG.warnf("%s A new one is asked for.", e.getMessage());
            return Uni.createFrom().item(new CheckCertReadException(e.getMessage()));
        }
    }

    private Uni<Status> askIfDue(Status before) {
        if (before.ok() && clock.instant().isBefore(state.pair().orElseThrow().renewAt())) {
            return Uni.createFrom().item(before);
        }
        if (identity instanceof Identity.NoServer none) {
            return Uni.createFrom().item(new CheckNoServer(none.explanation()));
        }
        if (identity instanceof Identity.NoCredential missing) {
            return Uni.createFrom().item(new LoadNoCredential(missing.missing()));
        }
        return ask((Connected) identity);
    }

    private Uni<Status> ask(Connected connected) {
        BoxKey key;
        try {
            key = store.pendingKey();
        } catch (IOException e) {
            return Uni.createFrom().item(cannotStore(e));
        }
        return Uni.createFrom()
                .deferred(() -> server.ask(connected, key.signingRequest(), boxName))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItemOrFailure()
                .transformToUni((answer, failure) ->
                        failure == null ? take(connected, key, answer) : notAsked(connected, failure));
    }

    private static Uni<Status> notAsked(Connected connected, Throwable failure) {
        return Uni.createFrom().item(new LoadRequestException(name(connected), Trouble.inWords(failure)));
    }

    private Uni<Status> take(Connected connected, BoxKey key, Answer answer) {
        if (answer instanceof Answer.Granted granted) {
            return install(connected, key, granted);
        }
        if (answer instanceof Answer.Refused refused) {
            if (refused.isOfTheRequest()) {
                giveUpKey();
            }
            return Uni.createFrom()
                    .item(new LoadRequestNoResult(name(connected), refused.reasons(), refused.reference()));
        }
        Answer.Unexpected other = (Answer.Unexpected) answer;
        serverSaidWait = other.retryAfter();
        return Uni.createFrom()
                .item(new LoadRequestStatus(name(connected), other.status(), other.reasons(), other.reference()));
    }

    /** The next attempt is made with another. Where that can't be written, it is made with the same. */
    private void giveUpKey() {
        try {
            store.giveUpPendingKey();
        } catch (IOException e) {
            LOG.warnf("The key that was refused can't be deleted: %s", e.getMessage());
        }
    }

    private Uni<Status> install(Connected connected, BoxKey key, Answer.Granted granted) {
        try {
            CertificatePair pair =
                    Received.check(key, granted.chainPem(), granted.from(), granted.to(), clock.instant(), RANDOM);
            store.install(pair);
            LOG.infof("Installed %s.", pair);
            return serve(pair);
        } catch (Unusable e) {
            return Uni.createFrom()
                    .item(new LoadRequestException(name(connected), "its answer can't be used. " + e.getMessage()));
        } catch (IOException e) {
            return Uni.createFrom().item(cannotStore(e));
        }
    }

    private Uni<Status> serve(CertificatePair pair) {
        return served.serve(pair)
                .invoke(() ->
                        state = new BoxState(Optional.of(pair), new Ok(), state.lastAttempt(), state.nextAttempt()))
                .replaceWith(new Ok());
    }

    /** @param onSchedule otherwise a person asked, before its time, and that does not lengthen the box's own waits */
    private BoxState remember(Status outcome, boolean onSchedule) {
        Instant now = clock.instant();
        Optional<CertificatePair> good = state.pair().filter(pair -> pair.isValidAt(now));
        if (outcome.ok() && now.isBefore(good.orElseThrow().renewAt())) {
            failures = 0;
            state = new BoxState(good, outcome, outcome, good.orElseThrow().renewAt());
        } else {
            if (onSchedule || failures == 0) {
                failures++;
            }
            serverSaidNotBefore = now.plus(RetryLadder.obeyed(serverSaidWait));
            Instant next = noLaterThanTheEnd(good, now.plus(RetryLadder.after(failures, serverSaidWait, RANDOM)));
            state = new BoxState(good, good.isPresent() ? new Ok() : outcome, outcome, next);
            // Where the box's clock is ahead, for instance; asked for at once, it would be due again, without end.
            String what = outcome.ok() ? "The new certificate is due for renewal already." : outcome.cause();
            LOG.warnf("%s: %s The next attempt is at %s.", outcome.code(), what, next);
        }
        serverSaidWait = Duration.ZERO;
        return state;
    }

    /** A pair that ended must not be called good until the ladder's next step. */
    private static Instant noLaterThanTheEnd(Optional<CertificatePair> good, Instant next) {
        return good.map(pair -> pair.notAfter().plusSeconds(1))
                .filter(next::isAfter)
                .orElse(next);
    }

    private static Status cannotServe(Throwable failure) {
        LOG.error("The certificate can't be served.", failure);
        return new CheckCertReadException("It is there, but can't be served over HTTPS (" + failure + ").");
    }

    private static Status cannotStore(IOException e) {
        LOG.errorf("The box can't write to its folder: %s", e);
        return new CheckCertReadException("The box can't write to its folder (" + e + ").");
    }

    private static String name(Connected connected) {
        return connected.server().toString();
    }
}
