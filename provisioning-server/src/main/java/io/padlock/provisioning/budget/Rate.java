package io.padlock.provisioning.budget;

/**
 * So many at once, and then one each interval: the generic cell rate algorithm (ITU-T I.371, annex A). All that is kept of
 * somebody is one number, the moment in which their budget is full again. What lies between now and then is what they owe;
 * it may never be more than the burst is worth. Times are nanoseconds.
 *
 * @param most what somebody can owe: the burst, or more where what was done can't be refused any more, only counted
 */
record Rate(long interval, long burst, long most) {

    private static final long HOUR = 3_600_000_000_000L;

    static Rate of(long burst, long perHour) {
        long interval = Math.max(1, HOUR / perHour);
        return new Rate(interval, burst * interval, burst * interval);
    }

    /** For what is counted afterwards: twice the burst can be owed, and has to be waited for. */
    Rate countedAfterwards() {
        return new Rate(interval, burst, 2 * burst);
    }

    /** @return how long until one more is allowed; 0 or less: now */
    long delay(long fullAgain, long now) {
        return owed(fullAgain, now) + interval - burst;
    }

    /** @return when it is full again, once one more was taken now */
    long withOneMore(long fullAgain, long now) {
        return now + Math.min(owed(fullAgain, now) + interval, most);
    }

    /** A moment further away than anybody can owe was set by a clock that has gone back since, and is forgiven. */
    private long owed(long fullAgain, long now) {
        long owed = fullAgain - now;
        return owed < 0 || owed > most + interval ? 0 : owed;
    }

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    static int setting(String name, int value, int least) {
        if (value < least || value > 1_000_000) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to 1000000"
                    + (least == 0 ? ", 0 for no limit." : "."));
        }
        return value;
    }
}
