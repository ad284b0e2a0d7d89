package io.padlock.box.homepage;

import io.padlock.box.nginx.Nginx;
import io.padlock.box.nginx.NginxConfig;
import io.padlock.box.provisioning.Served;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Who serves the certificate, and on which port it is found. */
@ApplicationScoped
class Serving {

    private final HttpsConfig https;
    private final NginxConfig nginx;

    Serving(HttpsConfig https, NginxConfig nginx) {
        this.https = https;
        this.nginx = nginx;
    }

    @Produces
    @Singleton
    Served served(HttpsListener listener, Nginx nginxBeside) {
        return isByNginx() ? nginxBeside : listener;
    }

    int port() {
        return isByNginx() ? nginx.port() : https.port();
    }

    private boolean isByNginx() {
        return https.by() == HttpsConfig.By.NGINX;
    }
}
