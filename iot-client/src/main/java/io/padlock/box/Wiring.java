package io.padlock.box;

import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.identity.Identity;
import io.padlock.box.identity.IdentityConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes beans of plain Java. */
@ApplicationScoped
class Wiring {

    /** The one clock. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Identity identity(IdentityConfig config) {
        return Identity.of(config.server(), config.databaseUuid(), config.enterpriseCode());
    }

    @Produces
    @Singleton
    PairStore pairStore(StoreConfig config) {
        return new PairStore(config.data().toAbsolutePath().normalize());
    }
}
