package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.PairStore.Kept;
import io.padlock.box.certificate.Unusable;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.CertDamaged;
import io.padlock.box.status.Status.CheckCertReadException;
import io.padlock.box.status.Status.Expired;
import io.padlock.box.status.Status.Ok;
import io.padlock.box.status.Status.Starting;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** The pair that the box has on its disk, served; where it is lost or damaged, the one that was kept before it. */
final class OnDisk {

    private static final Logger LOG = Logger.getLogger(OnDisk.class);

    private final PairStore store;
    private final Installer installer;
    private final BoxClock clock;

    OnDisk(PairStore store, Installer installer, BoxClock clock) {
        this.store = store;
        this.installer = installer;
        this.clock = clock;
    }

    /**
     * How the pair on the disk is.
     *
     * @param pair where it is served, or could be
     * @param problem Ok, or why it is not served; Starting where there is none
     * @param blame what is said when asking for another one fails: not only that, but also what the matter was before
     */
    record Found(
            Optional<CertificatePair> pair, Status problem, UnaryOperator<Status> blame, Optional<Mending> mending) {

        static Found served(CertificatePair pair) {
            return new Found(Optional.of(pair), new Ok(), why -> why, Optional.empty());
        }

        static Found nothing(UnaryOperator<Status> blame) {
            return new Found(Optional.empty(), new Starting(), blame, Optional.empty());
        }

        static Found impossible(Status why) {
            return new Found(Optional.empty(), why, same -> same, Optional.empty());
        }

        /** Another certificate would not be served either. */
        boolean isNoReasonToAsk() {
            return !problem.ok() && !(problem instanceof Starting);
        }

        boolean isServed() {
            return pair.isPresent() && problem.ok();
        }

        Found mendedBy(Mending how) {
            return new Found(pair, problem, blame, Optional.of(how));
        }

        Found mendedIfServed(Phrase how) {
            if (!isServed()) {
                return this;
            }
            LOG.warnf("%s", how);
            return mendedBy(new Mending(how, true));
        }
    }

    /** What becomes of something damaged: at once, or when a new certificate is there. */
    record Mending(Phrase inWords, boolean isDone) {}

    Uni<Found> serve() {
        Optional<Status> notReady = installer.beReady();
        if (notReady.isPresent()) {
            return Uni.createFrom().item(Found.impossible(notReady.get()));
        }
        try {
            Optional<CertificatePair> found = store.current();
            if (clock.good(found).isPresent()) {
                return serve(found.get(), why -> why);
            }
            return found.isPresent()
                    ? Uni.createFrom().item(Found.nothing(why -> blameTheEnd(found.get(), why)))
                    : serveWhatWasKept();
        } catch (Unusable e) {
            LOG.warnf("%s A new one is asked for.", e.getMessage());
            return serveTheOneBefore(e);
        }
    }

    private Uni<Found> serve(CertificatePair pair, UnaryOperator<Status> blame) {
        return installer.serve(pair).map(outcome -> new Found(Optional.of(pair), outcome, blame, Optional.empty()));
    }

    /** Nothing counts, and still there may be one: the link was lost, or the power failed before it was made. */
    private Uni<Found> serveWhatWasKept() {
        Optional<Kept> kept = newestKept();
        if (kept.isEmpty()) {
            return Uni.createFrom().item(Found.nothing(why -> why));
        }
        countAgain(kept.get());
        return serve(kept.get().pair(), why -> why).map(found -> found.mendedIfServed(Phrase.of("healed.found")));
    }

    /** Good enough until there is another, which is due at once. What can't be read now may be read tomorrow: it counts on. */
    private Uni<Found> serveTheOneBefore(Unusable e) {
        UnaryOperator<Status> blame =
                why -> e.isUnreadable() ? new CheckCertReadException(e.why(), why) : new CertDamaged(e.why(), why);
        Mending byAnother = new Mending(Phrase.of("healed.by-another", e.why()), false);
        Optional<Kept> kept = newestKept();
        if (kept.isEmpty()) {
            return Uni.createFrom().item(Found.nothing(blame).mendedBy(byAnother));
        }
        if (!e.isUnreadable() || installer.readsTheDisk()) {
            countAgain(kept.get());
        }
        CertificatePair pair = kept.get().pair().renewedAt(clock.now());
        keepRenewal(pair);
        return serve(pair, blame)
                .map(found -> found.mendedBy(byAnother).mendedIfServed(Phrase.of("healed.by-the-one-before", e.why())));
    }

    private Optional<Kept> newestKept() {
        try {
            return store.newestKept(clock.now());
        } catch (IOException e) {
            LOG.warnf("The box can't look for another certificate on its disk: %s", e);
            return Optional.empty();
        }
    }

    /** A disk that takes nothing is no reason to serve nothing. */
    private void countAgain(Kept kept) {
        try {
            store.count(kept);
        } catch (IOException e) {
            LOG.warnf("That the certificate before counts again can't be kept: %s", e);
        }
    }

    private Status blameTheEnd(CertificatePair found, Status why) {
        return clock.now().isBefore(found.notAfter()) ? why : new Expired(found.notAfter(), why);
    }

    void keepRenewal(CertificatePair pair) {
        try {
            store.renewAt(pair, pair.renewAt());
        } catch (IOException e) {
            LOG.warnf("The moment of renewal can't be kept: %s", e);
        }
    }
}
