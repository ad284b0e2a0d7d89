package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A listener with a memory, and one without a port when a test says so. */
final class RecordingListener implements Served {

    private final List<CertificatePair> pairs = new ArrayList<>();
    volatile Exception failure;

    @Override
    public synchronized Uni<Void> serve(CertificatePair pair) {
        if (failure != null) {
            return Uni.createFrom().failure(failure);
        }
        pairs.add(pair);
        return Uni.createFrom().voidItem();
    }

    @Override
    public SocketAddress at() {
        return SocketAddress.inetSocketAddress(443, "127.0.0.1");
    }

    @Override
    public boolean readsTheDisk() {
        return false;
    }

    synchronized List<CertificatePair> served() {
        return List.copyOf(pairs);
    }

    /** What whoever connects gets now. */
    synchronized CertificatePair last() {
        return pairs.isEmpty() ? null : pairs.get(pairs.size() - 1);
    }
}
