package io.padlock.provisioning.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.operator.oidc")
public interface OidcConfig {

    /** As it stands in the tokens, to the letter. */
    Optional<String> issuer();

    /** Where the issuer's keys are, when it does not say so itself (OpenID Connect Discovery). */
    Optional<URI> jwks();

    /** What the issuer calls this server: tokens for others are refused. */
    Optional<String> audience();

    /** Where a token names roles; a dot leads into an object, as in {@code realm_access.roles}. */
    @WithDefault("groups")
    String roleClaim();

    @WithDefault("padlock-operator")
    String role();

    /** A PEM file to trust for the issuer's TLS, instead of the JVM's own. */
    Optional<Path> roots();
}
