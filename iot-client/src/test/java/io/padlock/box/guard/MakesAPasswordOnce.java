package io.padlock.box.guard;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;

/** A process that makes another password, and ends. */
public final class MakesAPasswordOnce {

    private MakesAPasswordOnce() {}

    /** @param arguments the box's folder */
    public static void main(String[] arguments) throws Exception {
        BoxPassword password = new BoxPassword(Path.of(arguments[0]));
        Watched.begins();
        password.makeAnother();
        Watched.ends();
    }
}
