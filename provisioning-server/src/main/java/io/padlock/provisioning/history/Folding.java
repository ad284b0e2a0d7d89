package io.padlock.provisioning.history;

import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refused stock boxes ask every ten seconds, and hear the same each time. The first refusal is written; those of the next
 * ten minutes are counted, and are one row in the end. Each reference stands in the log.
 */
final class Folding {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int MOST_OPEN = 10_000;

    private static final String OF_STRANGERS = new UnknownDatabaseOrContract().code();

    /**
     * What makes two refusals the same. Not the box, for who does not know the code: with another name each time he would
     * fill the table.
     *
     * @param box null when it does not matter
     */
    private record Same(DatabaseUuid database, Door door, String code, List<Reason> reasons, Box box) {
        static Same as(Decision refused) {
            return new Same(
                    refused.database(),
                    refused.door(),
                    refused.code(),
                    refused.reasons(),
                    refused.code().equals(OF_STRANGERS) ? null : refused.box());
        }
    }

    /** @param last null while there was no repeat */
    private record Window(Instant end, Decision last) {
        Window with(Decision repeat) {
            return new Window(end, repeat.standingFor(last == null ? 1 : last.times() + 1));
        }
    }

    /** In the order in which they began, which is that in which they end. */
    private final Map<Same, Window> open = new LinkedHashMap<>();

    /** @return what is to be written now: this one, if it is the first of its kind, and what has ended meanwhile */
    synchronized List<Decision> fold(Decision refused) {
        List<Decision> rows = ended(refused.at());
        Same same = Same.as(refused);
        if (open.containsKey(same)) {
            open.compute(same, (key, window) -> window.with(refused));
            return rows;
        }
        if (open.size() == MOST_OPEN) {
            closeOldest(rows);
        }
        open.put(same, new Window(refused.at().plus(WINDOW), null));
        rows.add(refused);
        return rows;
    }

    /** @return the repeats whose windows have ended */
    synchronized List<Decision> ended(Instant now) {
        List<Decision> rows = new ArrayList<>();
        while (!open.isEmpty() && hasEnded(open.values().iterator().next(), now)) {
            closeOldest(rows);
        }
        return rows;
    }

    /** One that ends later than any can end was begun by a clock that has gone back since. */
    private static boolean hasEnded(Window window, Instant now) {
        return !now.isBefore(window.end()) || window.end().minus(WINDOW).isAfter(now);
    }

    /** @return all repeats that were only counted until now */
    synchronized List<Decision> all() {
        List<Decision> rows = new ArrayList<>();
        while (!open.isEmpty()) {
            closeOldest(rows);
        }
        return rows;
    }

    private void closeOldest(List<Decision> rows) {
        Iterator<Window> oldest = open.values().iterator();
        Decision last = oldest.next().last();
        oldest.remove();
        if (last != null) {
            rows.add(last);
        }
    }
}
