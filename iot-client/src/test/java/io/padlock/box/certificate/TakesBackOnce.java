package io.padlock.box.certificate;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;

/** A process that installs one pair in the place of another and takes it back, and ends. */
public final class TakesBackOnce {

    private TakesBackOnce() {}

    /** @param arguments the store's folder, and a folder with a key.pem and a chain.pem */
    public static void main(String[] arguments) throws Exception {
        CertificatePair pair = InstallsInALoop.read(Path.of(arguments[1]));
        Watched.begins();
        OneChange.installsAndTakesBack(Path.of(arguments[0]), pair);
        Watched.ends();
    }
}
