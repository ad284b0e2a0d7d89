package io.padlock.box.homepage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "padlock.box.https")
public interface HttpsConfig {

    /** Who serves the certificate. */
    @WithDefault("BOX")
    By by();

    /** Opened when the box has a certificate, and not before: nobody should learn to click a warning away. */
    @WithDefault("8443")
    int port();

    /** The same as the homepage's over HTTP, unless set otherwise. */
    @WithDefault("${quarkus.http.host:0.0.0.0}")
    String host();

    enum By {
        /** The box itself, its homepage. */
        BOX,
        /** An nginx beside it, as on a stock box: {@code padlock.box.nginx}. */
        NGINX
    }
}
