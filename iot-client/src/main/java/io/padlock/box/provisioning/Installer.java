package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.PairStore.Written;
import io.padlock.box.disk.DiskTrouble;
import io.padlock.box.network.Trouble;
import io.padlock.box.status.Status;
import io.padlock.box.status.Status.CertNotServed;
import io.padlock.box.status.Status.CertNotStored;
import io.padlock.box.status.Status.Ok;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.SocketException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Puts a pair in the place of another, or leaves the other where it was.
 *
 * <pre>
 *   write ──> serve, seen in a handshake ──> it counts          a listener that takes the pair as it is
 *   write ──> it counts ──> serve, seen in a handshake          one that reads the files of the pair that counts
 *               └─ whatever fails: take back, serve the one before
 * </pre>
 */
@ApplicationScoped
class Installer {

    private static final Logger LOG = Logger.getLogger(Installer.class);

    private final PairStore store;
    private final Served served;
    private boolean isReady;

    Installer(PairStore store, Served served) {
        this.store = store;
        this.served = served;
    }

    /** Never fails: the status says how it went. */
    Uni<Status> install(CertificatePair pair, Optional<CertificatePair> before) {
        Written written;
        try {
            written = store.write(pair);
        } catch (IOException e) {
            return Uni.createFrom().item(notStored(e));
        }
        return counted(written, served.readsTheDisk())
                .chain(() -> served.serve(pair))
                // A handshake ends on an event loop, and what follows writes to the disk, or waits for a web server.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .chain(() -> counted(written, !served.readsTheDisk()))
                .invoke(() -> keyHasDoneItsWork(pair))
                .invoke(() -> forgetOtherDatabases(pair))
                .<Status>map(done -> new Ok())
                .onFailure()
                .recoverWithUni(failure -> giveWay(written, before).replaceWith(told(failure)));
    }

    /**
     * Until then nothing may count: a web server could get one half of it.
     *
     * @return why it can't be
     */
    Optional<Status> beReady() {
        if (isReady) {
            return Optional.empty();
        }
        try {
            served.beReady();
            isReady = true;
            return Optional.empty();
        } catch (IOException e) {
            LOG.errorf("The web server's files can't be prepared: %s", e);
            return Optional.of(new CertNotStored(DiskTrouble.inWords(e)));
        }
    }

    /** For a pair that was on the disk already. Never fails either. */
    Uni<Status> serve(CertificatePair pair) {
        return served.serve(pair)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> keyHasDoneItsWork(pair))
                .<Status>map(done -> new Ok())
                .onFailure()
                .recoverWithItem(Installer::told);
    }

    /** Whether whoever connects still gets it. Never fails. */
    Uni<Boolean> isStillServed(CertificatePair pair) {
        return served.mustStillServe(pair).map(done -> true).onFailure().recoverWithItem(false);
    }

    private void keyHasDoneItsWork(CertificatePair pair) {
        try {
            store.giveUpPendingKeyOf(pair);
        } catch (IOException e) {
            LOG.warnf("The key that has its certificate now can't be deleted where it waited: %s", e);
        }
    }

    private void forgetOtherDatabases(CertificatePair pair) {
        try {
            store.forgetOtherDatabases(pair);
        } catch (IOException e) {
            LOG.warnf("What is left of another database can't be deleted: %s", e);
        }
    }

    /** A web server that reads the files gets whatever counts. */
    boolean readsTheDisk() {
        return served.readsTheDisk();
    }

    private Uni<Void> counted(Written written, boolean now) {
        return Uni.createFrom().emitter(done -> {
            try {
                if (now) {
                    store.count(written);
                }
                done.complete(null);
            } catch (IOException e) {
                done.fail(e);
            }
        });
    }

    /** To the pair before. Where there is none, a pair that nobody gets yet is better than none: it need not be asked for. */
    private Uni<Void> giveWay(Written written, Optional<CertificatePair> before) {
        try {
            if (before.isPresent()) {
                store.takeBack(written);
            } else {
                store.count(written);
            }
        } catch (IOException e) {
            LOG.warnf("What could not be installed can't be taken back: %s", e);
        }
        return before.map(served::serve)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.errorf("The certificate before can't be served again: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private static Status told(Throwable failure) {
        if (failure instanceof NotServed notServed) {
            return new CertNotServed(notServed.why());
        }
        return failure instanceof IOException e && !(failure instanceof SocketException)
                ? notStored(e)
                : new CertNotServed(Trouble.inWords(failure));
    }

    private static Status notStored(IOException e) {
        LOG.errorf("The box can't write to its folder: %s", e);
        return new CertNotStored(DiskTrouble.inWords(e));
    }
}
