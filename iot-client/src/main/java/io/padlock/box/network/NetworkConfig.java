package io.padlock.box.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box")
public interface NetworkConfig {

    /** {@code http://[user:password@]host:port}; {@code https_proxy} of the environment where it is not set. A secret. */
    @WithDefault("${https_proxy:${HTTPS_PROXY:}}")
    Optional<String> proxy();

    /** Hosts and domains that are reached without it. */
    @WithDefault("${no_proxy:${NO_PROXY:}}")
    Optional<String> noProxy();
}
