package io.padlock.box.network;

import java.nio.file.Path;

/** Whom to trust stands in a file that can't be read, so nobody is trusted. */
public final class RootsUnreadable extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RootsUnreadable(Path file, Exception cause) {
        super("The certificates in " + file + " can't be read.", cause);
    }
}
