package io.padlock.provisioning.dns;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** So many connections at once, and so many of one network: nobody takes them all. */
final class Places {

    private final int most;
    private final int mostOfANetwork;
    private final AtomicInteger taken = new AtomicInteger();
    private final Map<Long, Integer> takenByNetwork = new ConcurrentHashMap<>();

    Places(int most, int mostOfANetwork) {
        this.most = most;
        this.mostOfANetwork = mostOfANetwork;
    }

    /** @return whether there was one; who has taken one gives it back */
    boolean take(long network) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        if (takenByNetwork.merge(network, 1, Integer::sum) > mostOfANetwork) {
            giveBack(network);
            return false;
        }
        return true;
    }

    void giveBack(long network) {
        taken.decrementAndGet();
        takenByNetwork.computeIfPresent(network, (key, count) -> count == 1 ? null : count - 1);
    }
}
