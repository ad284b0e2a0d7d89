package io.padlock.provisioning.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.issuance")
public interface IssuanceConfig {

    /**
     * How long a certificate lives. More than browsers take today is refused at start; so are 10 days and less, which a
     * stock box would renew at every check.
     */
    @WithDefault("90d")
    Duration validity();

    /** A file of keys that get no certificate: {@link RefusedKeys#read}. */
    Optional<Path> refusedKeys();
}
