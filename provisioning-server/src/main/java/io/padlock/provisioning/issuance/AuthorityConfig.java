package io.padlock.provisioning.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.authority")
public interface AuthorityConfig {

    /** Where root.crt, issuing.crt and issuing.key are: {@code ca} in the data folder when it is not said. */
    Optional<Path> folder();

    /** Whether a TEST authority is made where there is none. The profile {@code production} says no. */
    @WithDefault("true")
    boolean makeTest();

    /** A file whose first line opens the issuing key, where that is encrypted. */
    Optional<Path> passphraseFile();
}
