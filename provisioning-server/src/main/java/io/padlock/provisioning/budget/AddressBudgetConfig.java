package io.padlock.provisioning.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * Behind one address there may be a shop's one box, a chain's thousands or a partner's. After a power cut they all ask at
 * once, some twice: hence the burst. And a hundred stock boxes without a certificate, asking every 10 seconds, are ten a
 * second for as long as they have none: hence the rest.
 */
@ConfigMapping(prefix = "padlock.budget.address")
public interface AddressBudgetConfig {

    /** Requests at once. 0: no limit. */
    @WithDefault("6000")
    int burst();

    /** And then so many an hour. */
    @WithDefault("36000")
    int perHour();

    /**
     * How many proxies of ours stand before the server, each of which adds to X-Forwarded-For whom it was asked by. 0: none, and
     * nobody's word is taken.
     */
    @WithDefault("0")
    int proxies();

    /**
     * Addresses and networks that have no limit. This machine itself by default: a trial, a measurement and a person who
     * looks for a fault come from here, and whoever is on it can do worse.
     */
    @WithDefault("127.0.0.0/8,::1")
    Optional<List<String>> exempt();
}
