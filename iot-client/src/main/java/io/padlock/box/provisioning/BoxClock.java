package io.padlock.box.provisioning;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.words.Phrase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The box's clock, of which nobody can be sure: it has no battery, and begins anew with each start. */
public final class BoxClock {

    /** It is set as soon as there is a network. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    /** Before this there was no such box. */
    private static final Instant SOFTWARE = Instant.parse("2026-11-01T00:00:00Z");

    private static final Duration FAR = Duration.ofMinutes(5);

    private final Clock clock;

    public BoxClock(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant();
    }

    /**
     * Whether there is still time to wait. A clock that was ahead, and was set right since, left moments behind that no wait
     * could have: they are past.
     *
     * @param longest that anybody is made to wait
     */
    public boolean isBefore(Instant moment, Duration longest) {
        Instant now = now();
        return now.isBefore(moment) && moment.isBefore(now.plus(longest).plus(FAR));
    }

    public Optional<Phrase> wrong() {
        return now().isBefore(SOFTWARE) ? Optional.of(Phrase.of("clock.before-software")) : Optional.empty();
    }

    /** Browsers know the time where the box does not: then a pair's dates say nothing, and one that is whole is good. */
    Optional<CertificatePair> good(Optional<CertificatePair> pair) {
        return wrong().isPresent() ? pair : pair.filter(one -> one.isValidAt(now()));
    }

    public Optional<Phrase> isFarFrom(Optional<Instant> servers) {
        return servers.filter(time -> Duration.between(time, now()).abs().compareTo(FAR) > 0)
                .map(time -> Phrase.of("clock.server-says", time));
    }
}
