package io.padlock.provisioning.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How often an address may ask anything at all. */
public final class AddressBudget {

    private final Optional<Rate> rate;
    private final Proxies proxies;
    private final List<Network> exempt;
    private final Buckets<Long> addresses = new Buckets<>();

    /** @throws IllegalArgumentException with a sentence for whoever set it */
    public AddressBudget(AddressBudgetConfig config) {
        this(config.burst(), config.perHour(), config.proxies(), config.exempt().orElse(List.of()));
    }

    AddressBudget(int burst, int perHour, int proxies, List<String> exempt) {
        Rate.setting("padlock.budget.address.burst", burst, 0);
        Rate.setting("padlock.budget.address.per-hour", perHour, 1);
        this.rate = burst == 0 ? Optional.empty() : Optional.of(Rate.of(burst, perHour));
        this.proxies = new Proxies(proxies);
        this.exempt = networks(exempt);
    }

    private static List<Network> networks(List<String> texts) {
        try {
            return texts.stream().map(Network::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("padlock.budget.address.exempt: " + e.getMessage());
        }
    }

    /**
     * Who asks: the other end of the connection, or whom the proxies before the server say to be asked by. A request with no such
     * word came past them. One with a word that they can't have written is counted where its connection comes from, and exempt
     * from nothing: that would be the proxy's exemption, and whoever is behind it could have it.
     *
     * @param connection the address at its other end
     * @param forwarded each X-Forwarded-For, in their order
     */
    public Sender sender(String connection, List<String> forwarded) {
        if (proxies.number() == 0 || forwarded.isEmpty()) {
            return sender(connection);
        }
        return proxies.sender(forwarded)
                .map(this::sender)
                .orElseGet(() -> new Sender(Address.of(connection), connection, false));
    }

    private Sender sender(String text) {
        Address address = Address.of(text);
        return new Sender(address, text, isExempt(address));
    }

    /** @return how long to wait; empty when it was granted */
    public Optional<Duration> take(Sender sender, Instant now) {
        if (rate.isEmpty() || sender.isExempt()) {
            return Optional.empty();
        }
        long wait = addresses.take(sender.address().customer(), rate.get(), now);
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    /** From wrong codes too: whoever is trusted not to flood the server is trusted not to guess. */
    private boolean isExempt(Address address) {
        for (Network network : exempt) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
