package io.padlock.provisioning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

@ConfigMapping(prefix = "padlock")
public interface PadlockConfig {

    /** Where a path is needed before Quarkus runs, this default is read too. */
    String DEFAULT_DATA = "${user.home}/.padlock";

    /** The one folder that the server writes to: authority, operator's token, embedded PostgreSQL. */
    @WithDefault(DEFAULT_DATA)
    Path data();
}
