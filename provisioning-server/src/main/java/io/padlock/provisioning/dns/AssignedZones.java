package io.padlock.provisioning.dns;

import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/**
 * The labels of all zones that were assigned, four bytes each: a million in 4 MB, and an answer needs no database. Zones are
 * never taken away, so it only grows.
 */
final class AssignedZones {

    private volatile int[] sorted;

    /** Nothing can be said before somebody told which there are. */
    boolean areKnown() {
        return sorted != null;
    }

    int size() {
        int[] now = sorted;
        return now == null ? 0 : now.length;
    }

    /** @param label 8 hexadecimal digits in either case; anything else is no zone's */
    boolean contains(String label) {
        int[] now = sorted;
        return now != null && isLabel(label) && Arrays.binarySearch(now, parsed(label)) >= 0;
    }

    /** All that there are, in place of those before. */
    synchronized void are(int[] all) {
        int[] next = all.clone();
        Arrays.sort(next);
        sorted = next;
    }

    /** @return how many of these are new */
    synchronized int add(Collection<String> labels) {
        int[] fresh = labels.stream()
                .filter(label -> !contains(label))
                .mapToInt(AssignedZones::parsed)
                .distinct()
                .toArray();
        if (fresh.length > 0) {
            int[] before = sorted == null ? new int[0] : sorted;
            int[] next = Arrays.copyOf(before, before.length + fresh.length);
            System.arraycopy(fresh, 0, next, before.length, fresh.length);
            Arrays.sort(next);
            sorted = next;
        }
        return fresh.length;
    }

    static int parsed(String label) {
        return HexFormat.fromHexDigits(label);
    }

    private static boolean isLabel(String text) {
        if (text.length() != 8) {
            return false;
        }
        for (int i = 0; i < 8; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
