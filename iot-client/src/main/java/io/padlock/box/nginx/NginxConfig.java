package io.padlock.box.nginx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;

/** Where a stock box's nginx looks, unless set otherwise. */
@ConfigMapping(prefix = "padlock.box.nginx")
public interface NginxConfig {

    @WithDefault("/etc/ssl/certs/nginx-cert.crt")
    Path certificate();

    @WithDefault("/etc/ssl/private/nginx-cert.key")
    Path key();

    /** The words of the command that makes it read them again; no shell sees them. */
    @WithDefault("systemctl,reload,nginx")
    List<String> reload();

    /** Where it serves them, on this machine. */
    @WithDefault("443")
    int port();
}
