package io.padlock.box.certificate;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;
import java.time.Instant;

/** A process that finds a damaged pair and puts the one before it in its place, and ends. */
public final class FallsBackOnce {

    private FallsBackOnce() {}

    /** @param arguments the store's folder, and what time it is */
    public static void main(String[] arguments) throws Exception {
        PairStore store = new PairStore(Path.of(arguments[0]));
        Watched.begins();
        store.count(store.newestKept(Instant.parse(arguments[1])).orElseThrow());
        Watched.ends();
    }
}
