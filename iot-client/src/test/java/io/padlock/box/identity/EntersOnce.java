package io.padlock.box.identity;

import io.padlock.box.disk.Watched;
import java.nio.file.Path;
import java.util.Optional;

/** A process that keeps another connection, and ends. */
public final class EntersOnce {

    private EntersOnce() {}

    /** @param arguments the box's folder, a UUID and a code */
    public static void main(String[] arguments) throws Exception {
        Credentials credentials = of(Path.of(arguments[0]));
        Watched.begins();
        credentials.enter(Connection.entered(arguments[1], arguments[2]));
        Watched.ends();
    }

    public static Credentials of(Path data) {
        return new Credentials(new Settings(Optional.empty(), Optional.empty(), Optional.empty()), data);
    }
}
