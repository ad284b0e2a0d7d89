package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Understands what passes on a wire with {@link PostgresFraming}: which statement is sent, and which one is answered. It has
 * to hear a connection from its beginning, since a statement is told once and has a name from then on.
 */
public final class PostgresTalk {

    /** The last message of a statement, there: without it PostgreSQL commits nothing. Or the last of its answer, back. */
    public record Passing(String sql, Direction direction) {}

    private final Map<Long, Talk> talks = new ConcurrentHashMap<>();

    public Optional<Passing> about(long connection, Direction direction, byte[] message) {
        Talk talk = talks.computeIfAbsent(connection, first -> new Talk());
        return direction == Direction.THERE ? talk.there(ByteBuffer.wrap(message)) : talk.back(message[0]);
    }

    private static final class Talk {

        private final Map<String, String> prepared = new HashMap<>();
        private String bound;
        private String underWay;

        synchronized Optional<Passing> there(ByteBuffer message) {
            char kind = (char) message.get();
            message.getInt();
            if (kind == 'P') {
                String name = text(message);
                prepared.put(name, text(message));
            } else if (kind == 'B') {
                text(message);
                bound = prepared.getOrDefault(text(message), "");
            } else if (kind == 'Q') {
                underWay = text(message);
                return Optional.of(new Passing(underWay, Direction.THERE));
            } else if (kind == 'S' && bound != null) {
                underWay = bound;
                bound = null;
                return Optional.of(new Passing(underWay, Direction.THERE));
            }
            return Optional.empty();
        }

        synchronized Optional<Passing> back(byte kind) {
            if (kind != 'Z' || underWay == null) {
                return Optional.empty();
            }
            Passing answered = new Passing(underWay, Direction.BACK);
            underWay = null;
            return Optional.of(answered);
        }

        private static String text(ByteBuffer message) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (byte octet; (octet = message.get()) != 0; ) {
                text.write(octet);
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }
}
