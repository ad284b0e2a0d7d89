package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A listener with a memory, and one without a port when a test says so. */
final class RecordingListener implements Served {

    private final List<CertificatePair> pairs = new ArrayList<>();
    volatile Exception failure;
    private final boolean readsTheDisk;

    RecordingListener() {
        this(false);
    }

    /** @param readsTheDisk as nginx does */
    RecordingListener(boolean readsTheDisk) {
        this.readsTheDisk = readsTheDisk;
    }

    @Override
    public synchronized Uni<Void> serve(CertificatePair pair) {
        if (failure != null) {
            return Uni.createFrom().failure(failure);
        }
        pairs.add(pair);
        return Uni.createFrom().voidItem();
    }

    @Override
    public synchronized Uni<Void> mustStillServe(CertificatePair pair) {
        boolean isServed = failure == null && pair.serial().equals(last().serial());
        return isServed
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(new NotServed(Phrase.of("serving.other-certificate")));
    }

    @Override
    public SocketAddress at() {
        return SocketAddress.inetSocketAddress(443, "127.0.0.1");
    }

    @Override
    public boolean readsTheDisk() {
        return readsTheDisk;
    }

    synchronized List<CertificatePair> served() {
        return List.copyOf(pairs);
    }

    /** What whoever connects gets now. */
    synchronized CertificatePair last() {
        return pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
    }
}
