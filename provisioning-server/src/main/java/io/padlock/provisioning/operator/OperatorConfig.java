package io.padlock.provisioning.operator;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.operator")
public interface OperatorConfig {

    /** At least 16 characters. When none is given, the server makes one and keeps it in the data folder. */
    Optional<String> token();
}
