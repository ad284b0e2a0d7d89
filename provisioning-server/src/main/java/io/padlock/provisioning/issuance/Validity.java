package io.padlock.provisioning.issuance;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** From when to when, both seconds included, as certificates count (RFC 5280, section 4.1.2.5). */
public record Validity(Instant notBefore, Instant notAfter) {

    /** A box whose clock is a little behind must be able to use what it just got. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final NavigableMap<LocalDate, Duration> LONGEST = new TreeMap<>(Map.of(
            LocalDate.MIN,
            Duration.ofDays(199),
            LocalDate.of(2027, 3, 15),
            Duration.ofDays(99),
            LocalDate.of(2029, 3, 15),
            Duration.ofDays(46)));

    static Validity from(Instant now, Duration length) {
        Instant notBefore = now.truncatedTo(ChronoUnit.SECONDS).minus(BACKDATED);
        return new Validity(notBefore, notBefore.plus(length).minusSeconds(1));
    }

    /** The window in which to renew: it opens at two thirds of the life, and half of the rest is spare. */
    public Validity renewalWindow() {
        Duration life = Duration.between(notBefore, notAfter);
        return new Validity(
                notBefore.plus(life.multipliedBy(4).dividedBy(6)).truncatedTo(ChronoUnit.SECONDS),
                notBefore.plus(life.multipliedBy(5).dividedBy(6)).truncatedTo(ChronoUnit.SECONDS));
    }

    /** The same, but not before this beginning. */
    Validity beginningFrom(Instant beginning) {
        return notBefore.isBefore(beginning) ? new Validity(beginning, notAfter) : this;
    }

    /** The same, but not beyond this end. */
    Validity endingBy(Instant end) {
        return notAfter.isAfter(end) ? new Validity(notBefore, end) : this;
    }

    /**
     * The longest life that browsers take for a certificate issued on this day: Baseline Requirements 6.3.2, a day less
     * than the rule says, because there a begun day counts as a whole one.
     */
    static Duration longestOn(Instant day) {
        return LONGEST.floorEntry(dateOf(day)).getValue();
    }

    /** The first day to come on which browsers take less than this. */
    static Optional<LocalDate> tooLongFrom(Duration length, Instant now) {
        return LONGEST.tailMap(dateOf(now), false).entrySet().stream()
                .filter(step -> step.getValue().compareTo(length) < 0)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
