package io.padlock.box.provisioning;

import io.padlock.box.network.Courier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the server is asked by, as the settings say. */
@ApplicationScoped
class Asking {

    @Produces
    @Singleton
    ServerDoor door(AskingConfig config, Courier courier) {
        return switch (config.protocol()) {
            case PADLOCK -> new PadlockDoor(courier);
            case STOCK -> new StockDoor(courier);
        };
    }
}
