package io.padlock.testing.wire;

import io.padlock.testing.wire.Wire.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands what passes on one wire to PostgreSQL: which statement is sent, and which one is answered. Messages are a
 * letter, a length and a body (PostgreSQL manual, "Message Formats"); only the first has no letter.
 */
public final class PostgresTalk {

    /** A statement that passes: on its way there, or its whole answer on its way back. */
    public record Passing(String sql, Direction direction) {}

    private final Map<Long, Talk> talks = new HashMap<>();

    /** @return what of interest is in these bytes, at most one */
    public synchronized Optional<Passing> about(long connection, Direction direction, byte[] bytes) {
        Talk talk = talks.computeIfAbsent(connection, first -> new Talk());
        return direction == Direction.THERE ? talk.there(bytes) : talk.back(bytes);
    }

    private static final class Talk {

        private final Map<String, String> prepared = new HashMap<>();
        private final Messages there = new Messages(true);
        private final Messages back = new Messages(false);
        private String underWay;

        Optional<Passing> there(byte[] bytes) {
            Optional<Passing> sent = Optional.empty();
            for (ByteBuffer message : there.in(bytes)) {
                char kind = (char) message.get();
                message.getInt();
                if (kind == 'P') {
                    String name = text(message);
                    prepared.put(name, text(message));
                } else if (kind == 'B') {
                    text(message);
                    underWay = prepared.getOrDefault(text(message), "");
                    sent = Optional.of(new Passing(underWay, Direction.THERE));
                } else if (kind == 'Q') {
                    underWay = text(message);
                    sent = Optional.of(new Passing(underWay, Direction.THERE));
                }
            }
            return sent;
        }

        Optional<Passing> back(byte[] bytes) {
            Optional<Passing> answered = Optional.empty();
            for (ByteBuffer message : back.in(bytes)) {
                boolean isReadyForQuery = message.get() == 'Z';
                if (isReadyForQuery && underWay != null) {
                    answered = Optional.of(new Passing(underWay, Direction.BACK));
                    underWay = null;
                }
            }
            return answered;
        }

        private static String text(ByteBuffer message) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (byte octet; (octet = message.get()) != 0; ) {
                text.write(octet);
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }

    /** Chunks end anywhere; messages are told when they are complete. */
    private static final class Messages {

        private static final int LETTER = 1;
        private byte[] rest = {};
        private boolean startupIsToCome;

        Messages(boolean startupIsToCome) {
            this.startupIsToCome = startupIsToCome;
        }

        List<ByteBuffer> in(byte[] chunk) {
            ByteBuffer all = ByteBuffer.allocate(rest.length + chunk.length)
                    .put(rest)
                    .put(chunk)
                    .flip();
            List<ByteBuffer> messages = new ArrayList<>();
            while (true) {
                int letter = startupIsToCome ? 0 : LETTER;
                if (all.remaining() < letter + Integer.BYTES) {
                    break;
                }
                int length = letter + all.getInt(all.position() + letter);
                if (all.remaining() < length) {
                    break;
                }
                if (!startupIsToCome) {
                    messages.add(all.slice(all.position(), length));
                }
                startupIsToCome = false;
                all.position(all.position() + length);
            }
            rest = new byte[all.remaining()];
            all.get(rest);
            return messages;
        }
    }
}
