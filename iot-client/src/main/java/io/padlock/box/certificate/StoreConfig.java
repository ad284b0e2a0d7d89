package io.padlock.box.certificate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

@ConfigMapping(prefix = "padlock.box")
public interface StoreConfig {

    /** The one folder that the box writes to. */
    @WithDefault("${user.home}/.padlock-box")
    Path data();
}
