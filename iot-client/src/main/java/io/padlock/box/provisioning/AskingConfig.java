package io.padlock.box.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.box")
public interface AskingConfig {

    /** How the server is asked. */
    @WithDefault("PADLOCK")
    Protocol protocol();

    enum Protocol {
        /** Padlock's own: the box makes its key, and it never leaves. */
        PADLOCK,
        /** As a stock box asks, also Odoo's own service: the service makes the key. */
        STOCK
    }
}
