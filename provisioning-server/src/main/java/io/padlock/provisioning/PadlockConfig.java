package io.padlock.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

@ConfigMapping(prefix = "padlock")
public interface PadlockConfig {

    /**
     * The one folder that the server writes to: authority, operator's token, embedded PostgreSQL. {@link StartSettings}
     * needs it before Quarkus runs, and has the same default.
     */
    @WithDefault("${user.home}/.padlock")
    Path data();

    /**
     * By which boxes and browsers reach this server. Stands in every certificate, where revocation lists and issuers are
     * found; those that were issued keep the one they have.
     */
    @WithDefault("http://localhost:8080")
    String publicAddress();
}
