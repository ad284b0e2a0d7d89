package io.padlock.provisioning.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "padlock.crl")
public interface CrlConfig {

    /** How long a list may be used. At most 10 days: Baseline Requirements, section 4.9.7. */
    @WithDefault("7d")
    Duration life();

    /** How old a list gets when nothing is revoked. What remains of its life is the time to mend a broken server in. */
    @WithDefault("1d")
    Duration refresh();
}
