package io.padlock.box;

import io.padlock.box.certificate.PairStore;
import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.guard.BoxPassword;
import io.padlock.box.guard.Guard;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.printers.Printers;
import io.padlock.box.printers.PrintersConfig;
import io.padlock.box.provisioning.BoxClock;
import io.padlock.box.provisioning.Patience;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** Makes beans of plain Java. */
@ApplicationScoped
class Wiring {

    /** The one clock. */
    static final Clock SYSTEM = Clock.systemUTC();

    @Produces
    @Singleton
    Clock clock() {
        return SYSTEM;
    }

    @Produces
    @Singleton
    Credentials credentials(IdentityConfig config, StoreConfig store) {
        return new Credentials(config, folder(store));
    }

    @Produces
    @Singleton
    PairStore pairStore(StoreConfig config) {
        return new PairStore(folder(config));
    }

    @Produces
    @Singleton
    Patience patience(StoreConfig config, Clock clock) {
        return new Patience(folder(config), clock);
    }

    @Produces
    @Singleton
    BoxPassword password(StoreConfig config) {
        return new BoxPassword(folder(config));
    }

    /** One for all pages: whoever guesses is slowed down wherever it is. */
    @Produces
    @Singleton
    Guard guard(BoxPassword password, Clock clock) {
        return new Guard(password, clock);
    }

    @Produces
    @Singleton
    Printers printers(PrintersConfig config, StoreConfig store, Clock clock) {
        return new Printers(folder(store), config, clock, new BoxClock(clock)::wrong);
    }

    private static Path folder(StoreConfig config) {
        return config.data().toAbsolutePath().normalize();
    }
}
