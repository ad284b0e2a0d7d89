package io.padlock.provisioning.dns;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often a network may have like answers over UDP. Whoever forges questions in another's name floods that other with our
 * answers; a resolver that really asks so much asks again over TCP, where nobody can forge.
 *
 * <p>One number a place: the moment in which it is full again. Places are found by a hash with a salt; two that share one share
 * its rate, which at 65,536 places is seldom and harmless.
 */
final class AnswerRate {

    private static final int PLACES = 1 << 16;
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLongArray fullAgain = new AtomicLongArray(PLACES);
    private final int salt = new SecureRandom().nextInt();
    private final long interval;

    /** @param perSecond 0 for no limit */
    AnswerRate(int perSecond) {
        if (perSecond < 0 || perSecond > 1_000_000) {
            throw new IllegalArgumentException(
                    "padlock.dns.answers-per-second is " + perSecond + "; it is a number from 0 to 1000000.");
        }
        this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    }

    /** @param now of a clock that never goes back */
    boolean allows(InetAddress client, int about, long now) {
        if (interval == 0) {
            return true;
        }
        int place = place(Network.of(client), about);
        while (true) {
            long before = fullAgain.get(place);
            long next = Math.max(before, now) + interval;
            if (next - now > SECOND) {
                return false;
            }
            if (fullAgain.compareAndSet(place, before, next)) {
                return true;
            }
        }
    }

    /** Of its network: who may forge one address of it may forge all. */
    private int place(long network, int about) {
        int hash = (salt ^ Long.hashCode(network * 0x9E3779B97F4A7C15L)) * 0x01000193;
        hash = (hash ^ about) * 0x9E3779B1;
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
