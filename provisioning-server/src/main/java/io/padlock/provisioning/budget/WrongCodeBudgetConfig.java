package io.padlock.provisioning.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * A person corrects a typing mistake in fewer than 20 attempts. A box whose code is no longer right asks every 10 seconds;
 * once a minute is enough for it to hear of its correction soon. And 60 guesses an hour are no way to find a code.
 */
@ConfigMapping(prefix = "padlock.budget.wrong-code")
public interface WrongCodeBudgetConfig {

    /** Wrong codes at once, for one database from one address. 0: no limit. */
    @WithDefault("20")
    int burst();

    /** And then so many an hour. */
    @WithDefault("60")
    int perHour();
}
