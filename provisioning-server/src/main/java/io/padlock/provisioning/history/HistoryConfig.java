package io.padlock.provisioning.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "padlock.history")
public interface HistoryConfig {

    /** How long a refusal, or a certificate given again, is remembered. What was issued stays in the ledger. */
    @WithDefault("180d")
    Duration keep();
}
