package io.padlock.box.printers;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What looks showed a while ago, by any thread: as long as somebody has a page open, compares, and takes what is on it. */
final class LatelySeen {

    private static final Duration WHILE = Duration.ofHours(1);
    /** Whoever looks leaves one: the oldest go. */
    private static final int MOST = 500;

    private final Map<Sight, Instant> seen = new LinkedHashMap<>();

    private record Sight(PrinterAddress address, Fingerprint fingerprint) {}

    synchronized void add(PrinterAddress address, Fingerprint fingerprint, Instant now) {
        Sight sight = new Sight(address, fingerprint);
        seen.remove(sight);
        seen.put(sight, now);
        if (seen.size() > MOST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    synchronized boolean has(PrinterAddress address, Fingerprint fingerprint, Instant now) {
        Instant at = seen.get(new Sight(address, fingerprint));
        return at != null && now.isBefore(at.plus(WHILE));
    }
}
