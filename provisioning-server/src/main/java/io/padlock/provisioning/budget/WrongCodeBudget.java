package io.padlock.provisioning.budget;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often an address may name an unknown database or a wrong contract code. Asked before anything is looked up: an
 * answer after it would tell a guesser apart from a customer. Counted per address and database, so that a box with a code
 * of yesterday does not shut out its neighbours behind the same address; and, far more generously, per address, so that
 * nobody tries one code on a list of databases.
 */
public final class WrongCodeBudget {

    private static final int DATABASES_OF_AN_ADDRESS = 100;

    private record Guess(long address, DatabaseUuid database) {}

    private final boolean unlimited;
    private final Rate perDatabase;
    private final Rate perAddress;
    private final Buckets<Guess> guesses = new Buckets<>();
    private final Buckets<Long> addresses = new Buckets<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    public WrongCodeBudget(WrongCodeBudgetConfig config) {
        this(config.burst(), config.perHour());
    }

    WrongCodeBudget(int burst, int perHour) {
        Rate.setting("padlock.budget.wrong-code.burst", burst, 0);
        Rate.setting("padlock.budget.wrong-code.per-hour", perHour, 1);
        unlimited = burst == 0;
        // Counted afterwards: whoever asks a thousand times at once owes for them.
        perDatabase = Rate.of(burst, perHour).countedAfterwards();
        perAddress = Rate.of((long) burst * DATABASES_OF_AN_ADDRESS, (long) perHour * DATABASES_OF_AN_ADDRESS)
                .countedAfterwards();
    }

    /** @return how long to wait before this database is asked about again from there; empty: go on */
    public Optional<Duration> mayAsk(Address address, DatabaseUuid database, Instant now) {
        if (unlimited) {
            return Optional.empty();
        }
        long wait = Math.max(
                guesses.look(new Guess(address.customer(), database), perDatabase, now),
                addresses.look(address.customer(), perAddress, now));
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    public void wasWrong(Address address, DatabaseUuid database, Instant now) {
        if (!unlimited) {
            guesses.count(new Guess(address.customer(), database), perDatabase, now);
            addresses.count(address.customer(), perAddress, now);
        }
    }
}
