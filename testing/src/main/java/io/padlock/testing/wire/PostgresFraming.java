package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;
import java.nio.ByteBuffer;

/**
 * PostgreSQL's messages (its manual, "Frontend/Backend Protocol"): a letter, then a length that counts itself. Only what a
 * client begins with has no letter. For clients that don't ask for TLS.
 */
public final class PostgresFraming implements Framing {

    @Override
    public Messages messages(Direction direction) {
        return new Messages() {
            private boolean startup = direction == Direction.THERE;

            @Override
            public int first(byte[] bytes) {
                int letter = startup ? 0 : 1;
                if (bytes.length < letter + Integer.BYTES) {
                    return 0;
                }
                int length = letter + ByteBuffer.wrap(bytes).getInt(letter);
                if (bytes.length < length) {
                    return 0;
                }
                startup = false;
                return length;
            }
        };
    }
}
