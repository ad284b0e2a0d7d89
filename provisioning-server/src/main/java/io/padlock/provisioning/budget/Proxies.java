package io.padlock.provisioning.budget;

import java.util.List;
import java.util.Optional;

/**
 * How many proxies stand before the server. Each adds to the right of X-Forwarded-For whom it was asked by, so what ours wrote
 * are the last entries, and the first of those is the sender. All to the left of it the sender may have written.
 */
record Proxies(int number) {

    private static final int MOST = 100;

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    Proxies {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("padlock.budget.address.proxies is " + number + "; it must be from 0 to "
                    + MOST + ", 0 for no proxy before the server.");
        }
    }

    /**
     * @param lines each X-Forwarded-For, in their order: together they are one list (RFC 9110, section 5.3)
     * @return the sender's address; empty when there are too few entries, or it is none
     */
    Optional<String> sender(List<String> lines) {
        String list = String.join(",", lines);
        int end = list.length();
        for (int proxy = 1; proxy < number; proxy++) {
            end = list.lastIndexOf(',', end - 1);
            if (end < 0) {
                return Optional.empty();
            }
        }
        String entry = withoutPort(
                list.substring(list.lastIndexOf(',', end - 1) + 1, end).strip());
        return Address.parse(entry).map(address -> entry);
    }

    /** Some proxies write 192.0.2.1:4711, or [2001:db8::1]:4711. */
    private static String withoutPort(String entry) {
        int colon = entry.indexOf(':');
        if (entry.startsWith("[") && entry.contains("]")) {
            return entry.substring(1, entry.indexOf(']'));
        }
        return colon >= 0 && colon == entry.lastIndexOf(':') ? entry.substring(0, colon) : entry;
    }
}
