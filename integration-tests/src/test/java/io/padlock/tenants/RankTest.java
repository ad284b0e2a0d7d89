package io.padlock.tenants;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Whether one of two kinds of measurement tends to be longer than the other: Mann and Whitney's U, by its normal
 * approximation, which is good from some dozens of each on. Asks nothing of how measurements are spread, so neither the long
 * pauses of a busy machine nor its mood in that hour spoil it, provided that both kinds were taken at random in turn.
 *
 * @param auc how often one of the second kind is longer than one of the first; a half when nothing tells them apart
 * @param bound how far from a half that may be by chance, once in a million times
 */
record RankTest(double auc, double bound) {

    /** Of the normal distribution: outside of it, on both sides, lies a millionth. */
    private static final double ONE_IN_A_MILLION = 4.8916;

    static RankTest of(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Integer[] order = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(i -> all[i]));
        double ranks = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && all[order[to]] == all[order[from]]) {
                to++;
            }
            // Equal ones share their ranks.
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                ranks += order[i] >= first.length ? rank : 0;
            }
        }
        double n = first.length;
        double m = second.length;
        return new RankTest(
                (ranks - m * (m + 1) / 2) / (n * m), ONE_IN_A_MILLION * Math.sqrt((n + m + 1) / (12 * n * m)));
    }

    boolean tellsThemApart() {
        return Math.abs(auc - 0.5) > bound;
    }

    /**
     * The smallest delay of all of one kind that would be found as good as always: one that moves the share to twice the
     * bound, five standard deviations beyond it.
     */
    static long smallestFound(long[] first, long[] second) {
        long tooSmall = 0;
        long found = 1_000_000_000;
        while (found - tooSmall > 100) {
            long half = (tooSmall + found) / 2;
            RankTest delayed =
                    of(first, Arrays.stream(second).map(one -> one + half).toArray());
            if (delayed.auc - 0.5 > 2 * delayed.bound) {
                found = half;
            } else {
                tooSmall = half;
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "AUC %.4f (0.5 ± %.4f by chance)", auc, bound);
    }
}
