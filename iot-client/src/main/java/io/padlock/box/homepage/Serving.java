package io.padlock.box.homepage;

import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.nginx.Nginx;
import io.padlock.box.nginx.NginxConfig;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Served;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who serves the certificate, and on which port it is found. */
@ApplicationScoped
class Serving {

    private final HttpsConfig https;
    private final NginxConfig nginx;
    private final IdentityConfig identity;

    Serving(HttpsConfig https, NginxConfig nginx, IdentityConfig identity) {
        this.identity = identity;
        this.https = https;
        this.nginx = nginx;
    }

    @Produces
    @Singleton
    Served served(HttpsListener listener, Nginx nginxBeside) {
        return isByNginx() ? nginxBeside : listener;
    }

    /** Absent as long as there is no certificate. */
    Optional<SecureAddress> address(BoxState state) {
        return state.pair()
                .map(pair ->
                        new SecureAddress(BoxAddress.current(identity.address()).nameIn(pair.zone()), port()));
    }

    /** Of this page with a padlock: nginx serves others. */
    Optional<SecureAddress> ownAddress(BoxState state) {
        return isByNginx() ? Optional.empty() : address(state);
    }

    private int port() {
        return isByNginx() ? nginx.port() : https.port();
    }

    private boolean isByNginx() {
        return https.by() == HttpsConfig.By.NGINX;
    }
}
