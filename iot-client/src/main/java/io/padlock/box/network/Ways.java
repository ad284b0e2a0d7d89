package io.padlock.box.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the way out, as the settings say. */
@ApplicationScoped
class Ways {

    @Produces
    @Singleton
    Proxy proxy(NetworkConfig config) {
        return Proxy.of(config.proxy(), config.noProxy());
    }
}
