package io.padlock.provisioning.operator;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.operator")
public interface OperatorConfig {

    /** At least 16 characters. When none is given, the server makes one and keeps it in the data folder. */
    Optional<String> token();

    /** Whether that token is taken at all. It names nobody, so who has OpenID Connect may want to do without. */
    @WithDefault("true")
    boolean tokenAccepted();

    /** How long the body of an import may be; all other bodies are far shorter. */
    @WithDefault("1G")
    MemorySize importLimit();

    /** How long the database may take for some hundred lines of it. */
    @WithDefault("60s")
    Duration importPatience();
}
