package io.padlock.provisioning.stock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "padlock.stock")
public interface StockConfig {

    /** A box hangs up after 5 s; by then it must have heard at least that it should ask later. */
    @WithDefault("4s")
    Duration deadline();
}
