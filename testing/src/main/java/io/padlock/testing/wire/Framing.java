package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;

/** Where a message of a protocol ends, so that a watcher sees them one by one. */
public interface Framing {

    /** No protocol: bytes pass as they come. */
    Framing AS_THEY_COME = direction -> bytes -> bytes.length;

    /** For one direction of one connection. It sees each message once, and may remember. */
    interface Messages {

        /** @return how many of the bytes are the first message; 0 when more have to come to know */
        int first(byte[] bytes);
    }

    Messages messages(Direction direction);
}
