package io.padlock.provisioning.stock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "padlock.stock")
public interface StockConfig {

    /** A box hangs up after 5 s; by then it must have heard at least that it should ask later. */
    @WithDefault("4s")
    Duration deadline();

    /** P-256 is quick to make and quick in every handshake of a small box. RSA for those whose browsers are very old. */
    @WithDefault("EC_P256")
    StockKey key();

    /** How many RSA keys wait for boxes to ask. One takes some tenths of a second to make; for EC none is made ahead. */
    @WithDefault("50")
    int rsaKeysAhead();

    /** For a fleet with boxes of early 2025 in it, until they are updated: STATUS. */
    @WithDefault("RESULT")
    StockRefusal refusals();
}
