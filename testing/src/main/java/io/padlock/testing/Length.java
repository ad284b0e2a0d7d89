package io.padlock.testing;

/** How long a run may be: {@code deploy/test --long} sets the system property, everything else is short. */
public final class Length {

    public static final boolean IS_LONG = "long".equals(System.getProperty("padlock.tests"));

    private Length() {}

    /** @return the figure for this run */
    public static int of(int whenShort, int whenLong) {
        return IS_LONG ? whenLong : whenShort;
    }
}
