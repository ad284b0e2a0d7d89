package io.padlock.box.names;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box.dns")
public interface NamesConfig {

    /** {@code host[:port]} each: who is asked in the place of the machine's own look-up. */
    Optional<List<String>> resolvers();

    /** {@code host[:port]} each: those who publish the boxes' names; found by their domain's NS records where not set. */
    Optional<List<String>> authority();

    /**
     * By which the box hears what others are told (RFC 8484), and the address behind it, so that no resolver that is in doubt
     * has to be believed first; empty for nobody.
     */
    @WithName("over-https")
    @WithDefault("https://dns.google/dns-query 8.8.8.8")
    Optional<String> overHttps();
}
