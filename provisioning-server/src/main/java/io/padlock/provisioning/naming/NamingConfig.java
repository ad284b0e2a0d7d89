package io.padlock.provisioning.naming;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.naming")
public interface NamingConfig {

    /** Boxes look for their names here. Certificates, and the authority's name constraints, are limited to it. */
    @WithDefault("odoo-iot.com")
    String parentDomain();
}
