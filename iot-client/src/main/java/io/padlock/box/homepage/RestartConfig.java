package io.padlock.box.homepage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box")
public interface RestartConfig {

    /** Whether something starts the box again when it ends; systemd tells so itself. Then its page can restart it. */
    @WithDefault("${INVOCATION_ID:}")
    Optional<String> supervised();
}
