package io.padlock.box.identity;

import java.nio.file.Path;
import java.util.Optional;

/** What a person set on the box. */
public record Settings(
        Optional<String> server,
        Optional<String> databaseUuid,
        Optional<String> enterpriseCode,
        Optional<Path> serverRoots,
        Optional<Path> odooFiles)
        implements IdentityConfig {

    public Settings(Optional<String> server, Optional<String> databaseUuid, Optional<String> enterpriseCode) {
        this(server, databaseUuid, enterpriseCode, Optional.empty(), Optional.empty());
    }

    @Override
    public Optional<String> database() {
        return Optional.empty();
    }

    @Override
    public Optional<String> token() {
        return Optional.empty();
    }

    @Override
    public Optional<String> address() {
        return Optional.of("127.0.0.1");
    }

    @Override
    public Optional<String> name() {
        return Optional.of("Shop counter");
    }
}
