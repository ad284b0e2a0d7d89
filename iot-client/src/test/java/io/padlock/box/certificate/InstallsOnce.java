package io.padlock.box.certificate;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;

/** A process that installs one pair in the place of another, and ends. */
final class InstallsOnce {

    private InstallsOnce() {}

    /** @param arguments the store's folder, and a folder with a key.pem and a chain.pem */
    public static void main(String[] arguments) throws Exception {
        PairStore store = new PairStore(Path.of(arguments[0]));
        CertificatePair pair = InstallsInALoop.read(Path.of(arguments[1]));
        Watched.begins();
        store.pendingKey();
        Pairs.install(store, pair);
        Watched.ends();
    }
}
