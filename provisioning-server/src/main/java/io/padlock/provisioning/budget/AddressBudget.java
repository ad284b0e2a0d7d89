package io.padlock.provisioning.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How often an address may ask anything at all. */
public final class AddressBudget {

    private final Optional<Rate> rate;
    private final List<Network> exempt;
    private final Buckets<Long> addresses = new Buckets<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    public AddressBudget(AddressBudgetConfig config) {
        this(config.burst(), config.perHour(), config.exempt().orElse(List.of()));
    }

    AddressBudget(int burst, int perHour, List<String> exempt) {
        Rate.setting("padlock.budget.address.burst", burst, 0);
        Rate.setting("padlock.budget.address.per-hour", perHour, 1);
        this.rate = burst == 0 ? Optional.empty() : Optional.of(Rate.of(burst, perHour));
        this.exempt = networks(exempt);
    }

    private static List<Network> networks(List<String> texts) {
        try {
            return texts.stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("padlock.budget.address.exempt: " + e.getMessage());
        }
    }

    /** @return how long to wait; empty when it was granted */
    public Optional<Duration> take(Address address, Instant now) {
        if (rate.isEmpty() || isExempt(address)) {
            return Optional.empty();
        }
        long wait = addresses.take(address.customer(), rate.get(), now);
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    /** Of wrong codes too: whoever is trusted not to flood the server is trusted not to guess. */
    public boolean isExempt(Address address) {
        for (Network network : exempt) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
