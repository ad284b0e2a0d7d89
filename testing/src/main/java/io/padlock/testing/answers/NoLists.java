package io.padlock.testing.answers;

import io.padlock.testing.wire.Wire;
import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.nio.charset.StandardCharsets;

/** A moment of a server's start, held for as long as a test needs it: PostgreSQL is there, and no revocation list yet. */
public final class NoLists {

    /** How the statement begins that looks for them. */
    private static final String LOOK = "select i.name, l.number, l.covers";

    private NoLists() {}

    /** Until the wire is watched no more. */
    public static void on(Wire wire) {
        wire.watch((connection, direction, bytes) ->
                direction == Direction.THERE && new String(bytes, StandardCharsets.ISO_8859_1).contains(LOOK)
                        ? Fate.CUT_BEFORE
                        : Fate.PASS);
    }
}
