package io.padlock.box.printers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "padlock.box.printers")
public interface PrintersConfig {

    /** Where printers may be besides private addresses: {@code 203.0.113.0/24} each. */
    Optional<List<String>> networks();

    /** Where printers speak HTTPS. */
    @WithDefault("443")
    int httpsPort();

    /** Where they speak HTTP. */
    @WithDefault("80")
    int httpPort();
}
