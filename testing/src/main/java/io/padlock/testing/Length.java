package io.padlock.testing;

/** How long a run may be: {@code deploy/test --long} sets the system property, everything else is short. */
public final class Length {

    public static final boolean IS_LONG = "long".equals(System.getProperty("padlock.tests"));

    private Length() {}

    /** How often what can't be waited for by the hundred in a build is done over: a hundred times in full, or as often as is said. */
    public static int times() {
        return Integer.getInteger("padlock.times", of(1, 100));
    }

    /** @return the figure for this run */
    public static int of(int whenShort, int whenLong) {
        return IS_LONG ? whenLong : whenShort;
    }
}
