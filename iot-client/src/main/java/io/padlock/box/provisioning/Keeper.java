package io.padlock.box.provisioning;

import io.padlock.box.certificate.BoxKey;
import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.Received;
import io.padlock.box.certificate.Unusable;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.network.Trouble;
import io.padlock.box.provisioning.BoxState.Attempt;
import io.padlock.box.provisioning.OnDisk.Found;
import io.padlock.box.provisioning.OnDisk.Mending;
import io.padlock.box.provisioning.ServerDoor.Asked;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.CertNotStored;
import io.padlock.box.status.Status.CheckNoServer;
import io.padlock.box.status.Status.ClockWrong;
import io.padlock.box.status.Status.Expiring;
import io.padlock.box.status.Status.LoadNoCredential;
import io.padlock.box.status.Status.LoadRequestException;
import io.padlock.box.status.Status.LoadRequestNoResult;
import io.padlock.box.status.Status.LoadRequestStatus;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.status.Status.Starting;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps the certificate fresh, from top to bottom. One attempt at a time, whoever asks: who comes while one runs gets its
 * outcome.
 *
 * <pre>
 *      start: a pair on the disk? Where it is lost or damaged, the one kept before it?
 *        | none, ended, damaged       | good
 *        v                            v
 *     WITHOUT <--+                 [served, seen in a handshake?] --no--> NOT_SERVED, looked at again
 *        |       | failed             | yes
 *        | asks -+                    v
 *        |                         KEEPING: OK, nobody is asked <-----------------+
 *        | granted, checked,          | renew-at has come, or somebody            |
 *        | stored, served, seen       | wants another                             | granted …
 *        +--------------------------> |                                           |
 *                                     v                                           |
 *                                  RENEWING --------------------------------------+
 *                                     | failed: the pair is served as before; OK, and EXPIRING near its end
 *                                     v
 *                                  the pair has ended: EXPIRED, and WITHOUT
 * </pre>
 *
 * After a failure {@link Patience} says when, never before the server's {@code Retry-After}. With a clock before this software nobody
 * is asked at all (CLOCK_WRONG), and a pair that is whole is served whatever its dates; it is looked at each minute. A pair of
 * another database than the one that the box is connected to is due at once. Which of the three a box is in follows from the
 * pair and the clock, so nothing can remember it wrongly.
 */
@ApplicationScoped
public class Keeper {

    private static final Logger LOG = Logger.getLogger(Keeper.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration BETWEEN_PEOPLE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 20;

    private final Credentials credentials;
    private final Box box;
    private final ServerDoor server;
    private final PairStore store;
    private final OnDisk disk;
    private final Installer installer;
    private final Patience patience;
    private final BoxClock clock;

    private volatile BoxState state;
    private Uni<BoxState> running;
    private Instant lastEnd = Instant.EPOCH;
    private final List<Consumer<Step>> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean isWanted;
    private volatile Optional<Mending> mending = Optional.empty();
    private volatile boolean wasConnectedToNone;

    Keeper(
            Credentials credentials,
            IdentityConfig config,
            ServerDoor server,
            PairStore store,
            Installer installer,
            Patience patience,
            Clock clock) {
        this.credentials = credentials;
        this.box = Box.ofThisMachine(config);
        this.server = server;
        this.store = store;
        this.installer = installer;
        this.patience = patience;
        this.clock = new BoxClock(clock);
        this.disk = new OnDisk(store, installer, this.clock);
        this.state = new BoxState(Optional.empty(), new Starting(), new Starting(), this.clock.now(), List.of());
    }

    public BoxState state() {
        return state;
    }

    /** What an attempt is at, for whoever watches. */
    public enum Step {
        LOOKING,
        ASKING,
        CHECKING,
        SERVING,
        DONE
    }

    /** @return what ends the watching */
    public Runnable watch(Consumer<Step> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void isAt(Step step) {
        watchers.forEach(watcher -> watcher.accept(step));
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
        boolean tooSoon = clock.isBefore(lastEnd.plus(BETWEEN_PEOPLE), BETWEEN_PEOPLE) || patience.saidLater();
        return running == null && (state.status().ok() || tooSoon)
                ? Uni.createFrom().item(state)
                : attempt(false);
    }

    /** Somebody wants another certificate though this one is fresh. A server that said when to come back is not asked before. */
    public synchronized Uni<BoxState> renewNow() {
        if (running == null && patience.saidLater()) {
            return Uni.createFrom().item(state);
        }
        if (running == null) {
            isWanted = true;
        }
        return attempt(false);
    }

    /**
     * Another connection was entered: what went before says nothing about it, and the certificate that is there is another
     * database's. An attempt that is under way asks for the connection before, and is waited for.
     */
    public Uni<BoxState> attemptAnew() {
        Uni<BoxState> before;
        synchronized (this) {
            patience.startAnew();
            if (running == null) {
                isWanted = true;
                return attempt(false);
            }
            before = running;
        }
        return before.chain(this::attemptAnew);
    }

    /**
     * Whether what was well still is: somebody may have stopped the web server, or given it other files, or connected the box to
     * another database in Odoo. Asks nobody but the box itself, unless something is not well any more.
     */
    public Uni<BoxState> lookWhetherStillWell() {
        Optional<CertificatePair> pair = clock.good(state.pair());
        if (pair.isEmpty()) {
            boolean isConnectedByNow = wasConnectedToNone && credentials.identity() instanceof Connected;
            return isConnectedByNow ? attempt() : Uni.createFrom().item(state);
        }
        if (isOfAnother(pair.get())) {
            return attempt();
        }
        return installer.isStillServed(pair.get()).chain(isServed -> {
            if (isServed || !isServedNoMore(pair.get())) {
                return Uni.createFrom().item(state);
            }
            return attempt();
        });
    }

    /** @return false where an attempt is under way, or another pair has taken its place meanwhile */
    private synchronized boolean isServedNoMore(CertificatePair pair) {
        if (running != null || !state.pair().equals(Optional.of(pair))) {
            return false;
        }
        LOG.warnf("Whoever connects does not get %s any more.", pair);
        state = new BoxState(
                Optional.empty(), new Starting(), state.lastAttempt(), state.nextAttempt(), state.attempts());
        return true;
    }

    private boolean isOfAnother(CertificatePair pair) {
        return credentials.identity() instanceof Connected connected && pair.isOfAnotherThan(connected.databaseUuid());
    }

    /** A server that said when to come back is not to be asked anything before. */
    public boolean isHeldBack() {
        return patience.saidLater();
    }

    private synchronized void ended() {
        running = null;
        isWanted = false;
        lastEnd = clock.now();
        isAt(Step.DONE);
    }

    /** Reading, writing and syncing files takes milliseconds on a box's card, and an event loop has none to give. */
    private static Uni<Void> onAWorker() {
        return Uni.createFrom().voidItem().emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private Uni<Found> serveWhatIsThere() {
        isAt(Step.LOOKING);
        Optional<CertificatePair> known = clock.good(state.pair());
        if (known.isPresent()) {
            return Uni.createFrom().item(Found.served(known.get()));
        }
        return disk.serve().invoke(found -> {
            mending = found.mending();
            if (found.isServed()) {
                nowServes(found.pair().orElseThrow());
            }
        });
    }

    private synchronized void nowServes(CertificatePair pair) {
        state = new BoxState(Optional.of(pair), new Ok(), state.lastAttempt(), state.nextAttempt(), state.attempts());
    }

    private Uni<Status> askIfDue(Found found) {
        boolean isFresh = !isWanted
                && found.isServed()
                && clock.wrong().isEmpty()
                && clock.now().isBefore(state.pair().orElseThrow().renewAt())
                && !isOfAnother(state.pair().orElseThrow());
        if (found.isNoReasonToAsk() || isFresh) {
            return Uni.createFrom().item(found.problem());
        }
        return ask().map(outcome -> outcome.ok() ? outcome : found.blame().apply(outcome));
    }

    private Uni<Status> ask() {
        Optional<Phrase> wrong = clock.wrong();
        if (wrong.isPresent()) {
            return Uni.createFrom().item(new ClockWrong(clock.now(), wrong.get()));
        }
        Identity identity = credentials.identity();
        wasConnectedToNone = !(identity instanceof Connected);
        if (identity instanceof Identity.NoServer none) {
            return Uni.createFrom().item(new CheckNoServer(none.explanation()));
        }
        if (identity instanceof Identity.NoCredential missing) {
            return Uni.createFrom().item(new LoadNoCredential(missing.missing()));
        }
        if (identity instanceof Identity.Unreadable unreadable) {
            return Uni.createFrom()
                    .item(new LoadNoCredential(List.of(Phrase.of("credentials.unreadable", unreadable.explanation()))));
        }
        return ask((Connected) identity);
    }

    private Uni<Status> ask(Connected connected) {
        Optional<Status> heldBack = patience.heldBackBy(name(connected));
        if (heldBack.isPresent()) {
            return Uni.createFrom().item(heldBack.get());
        }
        BoxKey key;
        try {
            key = store.pendingKey();
        } catch (IOException e) {
            LOG.errorf("The box can't write to its folder: %s", e);
            return Uni.createFrom().item(new CertNotStored(DiskTrouble.inWords(e)));
        }
        isAt(Step.ASKING);
        return Uni.createFrom()
                .deferred(() -> server.ask(connected, key.signingRequest(), box))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .onItemOrFailure()
                .transformToUni((asked, failure) ->
                        failure == null ? take(connected, key, asked) : notAsked(connected, failure));
    }

    private static Uni<Status> notAsked(Connected connected, Throwable failure) {
        LOG.debugf(failure, "%s could not be asked.", connected.server());
        return Uni.createFrom().item(new LoadRequestException(name(connected), Trouble.inWords(failure)));
    }

    private Uni<Status> take(Connected connected, BoxKey key, Asked asked) {
        if (asked.answer() instanceof Answer.Granted granted) {
            return install(connected, key, granted, asked.serverClock());
        }
        if (asked.answer() instanceof Answer.Refused refused) {
            if (refused.isOfTheRequest()) {
                giveUpKey();
            }
            return Uni.createFrom()
                    .item(new LoadRequestNoResult(name(connected), refused.reasons(), refused.reference()));
        }
        Answer.Unexpected other = (Answer.Unexpected) asked.answer();
        LoadRequestStatus said =
                new LoadRequestStatus(name(connected), other.status(), other.reasons(), other.reference());
        patience.hears(said, other.retryAfter());
        return Uni.createFrom().item(said);
    }

    /** The next attempt is made with another. Where that can't be written, it is made with the same. */
    private void giveUpKey() {
        try {
            store.giveUpPendingKey();
        } catch (IOException e) {
            LOG.warnf("The key that was refused can't be deleted: %s", e.getMessage());
        }
    }

    private Uni<Status> install(
            Connected connected, BoxKey key, Answer.Granted granted, Optional<Instant> serverClock) {
        isAt(Step.CHECKING);
        CertificatePair received;
        try {
            received = granted.key().isPresent()
                    ? Received.check(granted.key().get().reveal(), granted.chainPem(), clock.now(), RANDOM)
                    : Received.check(key, granted.chainPem(), granted.from(), granted.to(), clock.now(), RANDOM);
        } catch (Unusable e) {
            Optional<Phrase> wrong = e.isAboutTheTime() ? clock.isFarFrom(serverClock) : Optional.empty();
            return Uni.createFrom()
                    .item(
                            wrong.isPresent()
                                    ? new ClockWrong(clock.now(), wrong.get())
                                    : new LoadRequestException(
                                            name(connected), Phrase.of("received.unusable", e.why())));
        }
        isAt(Step.SERVING);
        CertificatePair pair = received.grantedTo(connected.databaseUuid());
        return installer.install(pair, clock.good(state.pair())).invoke(outcome -> {
            if (outcome.ok()) {
                LOG.infof("Installed %s.", pair);
                nowServes(pair);
            }
        });
    }

    /** @param onSchedule otherwise a person asked, before its time, and that does not lengthen the box's own waits */
    private synchronized BoxState remember(Status came, boolean onSchedule) {
        Instant now = clock.now();
        Optional<CertificatePair> good = clock.good(state.pair());
        // A pair can end in the moments that an attempt takes; then nothing is well, whatever came of it.
        Status outcome = came.ok() && good.isEmpty() ? new Starting() : came;
        boolean isWell = outcome.ok() && now.isBefore(good.orElseThrow().renewAt());
        Instant next;
        if (isWell) {
            patience.succeeded();
            next = good.orElseThrow().renewAt();
        } else {
            next = noLaterThanTheEnd(good, patience.failed(onSchedule));
            // Where the box's clock is ahead, for instance; asked for at once, it would be due again, without end.
            String what = outcome.ok()
                    ? "The new certificate is due for renewal already."
                    : outcome.cause().toString();
            LOG.warnf("%s: %s The next attempt is at %s.", outcome.code(), what, next);
        }
        state = new BoxState(good, told(good, outcome), outcome, next, withThis(now, outcome));
        return state;
    }

    /** While a pair is good the box is well, until it is nearly too late. */
    private Status told(Optional<CertificatePair> good, Status outcome) {
        if (good.isEmpty() || clock.wrong().isPresent()) {
            return outcome;
        }
        boolean isNearItsEnd = !outcome.ok() && good.get().isNearItsEndAt(clock.now());
        return isNearItsEnd ? new Expiring(good.get().notAfter(), outcome) : new Ok();
    }

    private List<Attempt> withThis(Instant now, Status outcome) {
        Optional<Phrase> mended =
                mending.filter(one -> one.isDone() || outcome.ok()).map(Mending::inWords);
        mending = Optional.empty();
        return Stream.concat(Stream.of(new Attempt(now, outcome, mended)), state.attempts().stream())
                .limit(REMEMBERED)
                .toList();
    }

    /** A pair that ended must not be called good until the ladder's next step. */
    private static Instant noLaterThanTheEnd(Optional<CertificatePair> good, Instant next) {
        return good.map(pair -> pair.notAfter().plusSeconds(1))
                .filter(next::isAfter)
                .orElse(next);
    }

    /**
     * Asks when the server wants the certificate to be renewed: sooner, if it was revoked meanwhile. No answer is no reason
     * for anything.
     *
     * @return when to ask again
     */
    public Uni<Duration> askWhenToRenew() {
        Identity identity = credentials.identity();
        Optional<CertificatePair> pair = clock.good(state.pair());
        if (pair.isEmpty() || !(identity instanceof Connected connected)) {
            return Uni.createFrom().item(RenewalWatch.USUALLY);
        }
        return server.renewal(connected, pair.get().serial())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(told -> {
                    told.from().ifPresent(from -> told.to().ifPresent(to -> renewBetween(pair.get(), from, to)));
                    return RenewalWatch.obeyed(told.again());
                })
                .onFailure()
                .recoverWithItem(RenewalWatch.USUALLY);
    }

    private synchronized void renewBetween(CertificatePair pair, Instant from, Instant to) {
        boolean isStillServed = state.pair().filter(pair::equals).isPresent();
        boolean isAsPlanned = !pair.renewAt().isBefore(from) && !pair.renewAt().isAfter(to);
        if (!isStillServed || isAsPlanned || !from.isBefore(to)) {
            return;
        }
        Instant moment = pair.momentIn(from, to, RANDOM);
        CertificatePair moved = pair.renewedAt(moment);
        LOG.infof("The server wants the certificate renewed between %s and %s: it will be at %s.", from, to, moment);
        disk.keepRenewal(moved);
        state = new BoxState(Optional.of(moved), state.status(), state.lastAttempt(), moment, state.attempts());
    }

    private static String name(Connected connected) {
        return connected.server().toString();
    }
}
