package io.padlock.box.certificate;

import io.padlock.box.certificate.PairStore.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** What a box does with its pairs, once. */
public final class OneChange {

    private OneChange() {}

    public static void installs(Path data, CertificatePair pair) throws IOException {
        PairStore store = new PairStore(data);
        store.pendingKey();
        Pairs.install(store, pair);
    }

    /** As with a web server that reads the files and then does not serve them. */
    public static void installsAndTakesBack(Path data, CertificatePair pair) throws IOException {
        PairStore store = new PairStore(data);
        store.pendingKey();
        Written written = store.write(pair);
        store.count(written);
        store.takeBack(written);
    }

    /** @return the serial number of what the next start would serve */
    public static String wouldServe(Path data, Instant now) throws IOException {
        PairStore store = new PairStore(data);
        try {
            return store.current().orElseThrow().serial();
        } catch (Unusable damaged) {
            return store.newestKept(now).orElseThrow().pair().serial();
        }
    }
}
