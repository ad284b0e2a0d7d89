package io.padlock.provisioning.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.log")
public interface LogConfig {

    /** How the server's lines on standard output look. {@link JsonLog} reads it too, before anything is injected. */
    @WithDefault("text")
    Format format();

    enum Format {
        TEXT,
        JSON
    }
}
