package io.padlock.provisioning.budget;

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who owes how much, by the moment in which each one's budget is full again. Who is not in it owes nothing.
 *
 * <p>Asked on every event loop, at every request. A refusal, which is what a storm gets, is one read; a grant is one
 * compare-and-set. Each newcomer pays for a look at a few others, round and round: those who owe nothing any more are
 * forgotten. When it is full all the same, the one of these few who owes least is: the looping client stays known, and a
 * million addresses don't fill the memory.
 */
final class Buckets<K> {

    /** Some 100 bytes each. */
    static final int MOST = 65_536;

    private static final int LOOKED_AT = 8;

    private final ConcurrentHashMap<K, Long> fullAgain = new ConcurrentHashMap<>();
    private Iterator<Map.Entry<K, Long>> round = Collections.emptyIterator();

    /** @return how long to wait, in nanoseconds; 0 or less: it was granted */
    long take(K key, Rate rate, Instant now) {
        long time = nanos(now);
        while (true) {
            Long known = fullAgain.get(key);
            long before = known == null ? time : known;
            long wait = rate.delay(before, time);
            if (wait > 0 || put(key, known, rate.withOneMore(before, time), time)) {
                return wait;
            }
        }
    }

    /** @return how long to wait, in nanoseconds; 0 or less: one would be granted */
    long look(K key, Rate rate, Instant now) {
        long time = nanos(now);
        return rate.delay(fullAgain.getOrDefault(key, time), time);
    }

    /** For what was done already. */
    void count(K key, Rate rate, Instant now) {
        long time = nanos(now);
        while (true) {
            Long known = fullAgain.get(key);
            if (put(key, known, rate.withOneMore(known == null ? time : known, time), time)) {
                return;
            }
        }
    }

    long size() {
        return fullAgain.mappingCount();
    }

    /** @return false if somebody else was faster */
    private boolean put(K key, Long known, long next, long now) {
        return known == null ? add(key, next, now) : fullAgain.replace(key, known, next);
    }

    private synchronized boolean add(K key, long next, long now) {
        do {
            forgetSome(now);
        } while (size() >= MOST);
        return fullAgain.putIfAbsent(key, next) == null;
    }

    private void forgetSome(long now) {
        Map.Entry<K, Long> owesLeast = null;
        for (int i = 0; i < LOOKED_AT; i++) {
            if (!round.hasNext()) {
                round = fullAgain.entrySet().iterator();
            }
            if (!round.hasNext()) {
                return;
            }
            Map.Entry<K, Long> one = round.next();
            if (one.getValue() <= now) {
                forget(one);
            } else if (owesLeast == null || one.getValue() < owesLeast.getValue()) {
                owesLeast = one;
            }
        }
        if (size() >= MOST && owesLeast != null) {
            forget(owesLeast);
        }
    }

    /** Unless it took something in the meantime. */
    private void forget(Map.Entry<K, Long> one) {
        fullAgain.remove(one.getKey(), one.getValue());
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
