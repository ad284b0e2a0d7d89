package io.padlock.testing.contract;

import io.padlock.testing.wire.Wire;
import io.padlock.testing.wire.Wire.Direction;
import io.padlock.testing.wire.Wire.Fate;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What passes on a wire to a server, read as HTTP/1.1: for programs that ask by themselves, as boxes, browsers and curl do. */
public final class Overheard {

    private static final class Talk {
        private final ByteArrayOutputStream there = new ByteArrayOutputStream();
        private final ByteArrayOutputStream back = new ByteArrayOutputStream();
    }

    private final Map<Long, Talk> talks = new ConcurrentHashMap<>();

    private Overheard() {}

    /** Begins to listen; nothing else may watch the wire. */
    public static Overheard on(Wire wire) {
        Overheard overheard = new Overheard();
        wire.watch((connection, direction, bytes) -> {
            Talk talk = overheard.talks.computeIfAbsent(connection, fresh -> new Talk());
            (direction == Direction.THERE ? talk.there : talk.back).writeBytes(bytes);
            return Fate.PASS;
        });
        return overheard;
    }

    /**
     * Holds all that was said so far to the contract. A request that has no answer yet is passed over.
     *
     * @return how many requests were answered
     */
    public int check() {
        int checked = 0;
        for (Talk talk : talks.values()) {
            List<HttpStream.Said> asked = HttpStream.read(talk.there.toByteArray());
            List<HttpStream.Said> answered = HttpStream.read(talk.back.toByteArray());
            for (int i = 0; i < Math.min(asked.size(), answered.size()); i++) {
                KeepsToTheContract.reviewed().check(exchange(asked.get(i), answered.get(i)));
                checked++;
            }
        }
        return checked;
    }

    private static Exchange exchange(HttpStream.Said asked, HttpStream.Said answered) {
        int status = Integer.parseInt(answered.firstLine().split(" ")[1]);
        return Exchange.of(asked, status, answered.message());
    }
}
