package io.padlock.provisioning.audit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.audit")
public interface AuditConfig {

    /** The folder {@code audit} in the data folder when none is given. */
    Optional<Path> folder();

    /** When a file is this long the next one is begun. The chain goes on through all of them. */
    @WithDefault("64M")
    MemorySize fileSize();

    /**
     * How many events may wait in memory while they can't be written. From then on nothing is issued: what can't be
     * audited is not done. A few seconds of the most that this server issues.
     */
    @WithDefault("20000")
    int mostWaiting();
}
