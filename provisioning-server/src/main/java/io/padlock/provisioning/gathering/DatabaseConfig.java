package io.padlock.provisioning.gathering;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.database")
public interface DatabaseConfig {

    /** A PEM file: only a PostgreSQL that one of these vouches for is spoken to, over TLS. Read at the start. */
    Optional<Path> roots();
}
