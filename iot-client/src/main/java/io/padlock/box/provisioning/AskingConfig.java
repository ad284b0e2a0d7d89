package io.padlock.box.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box")
public interface AskingConfig {

    /** How the server is asked. */
    @WithDefault("PADLOCK")
    Protocol protocol();

    /** {@code http://[user:password@]host:port}; {@code https_proxy} of the environment where it is not set. A secret. */
    @WithDefault("${https_proxy:${HTTPS_PROXY:}}")
    Optional<String> proxy();

    /** Hosts and domains that are reached without it. */
    @WithDefault("${no_proxy:${NO_PROXY:}}")
    Optional<String> noProxy();

    enum Protocol {
        /** Padlock's own: the box makes its key, and it never leaves. */
        PADLOCK,
        /** As a stock box asks, also Odoo's own service: the service makes the key. */
        STOCK
    }
}
