package io.padlock.box.certificate;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;
import java.time.Instant;

/** A process that keeps another moment of renewal, and ends. */
public final class MovesRenewalOnce {

    private MovesRenewalOnce() {}

    /** @param arguments the store's folder, and the moment */
    public static void main(String[] arguments) throws Exception {
        PairStore store = new PairStore(Path.of(arguments[0]));
        CertificatePair pair = store.current().orElseThrow();
        Instant moment = Instant.parse(arguments[1]);
        Watched.begins();
        store.renewAt(pair.renewedAt(moment), moment);
        Watched.ends();
    }
}
