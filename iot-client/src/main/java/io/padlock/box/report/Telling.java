package io.padlock.box.report;

import io.padlock.box.certificate.StoreConfig;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.network.Courier;
import io.padlock.box.provisioning.Keeper;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

/** Looks now and then whether there are news: a new certificate, another address from the router. */
@ApplicationScoped
public class Telling {

    private static final Duration EVERY = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final Teller teller;

    Telling(
            Vertx vertx,
            ReportConfig config,
            IdentityConfig identity,
            Credentials credentials,
            Keeper keeper,
            Courier courier,
            StoreConfig store,
            Clock clock) {
        this.vertx = vertx;
        Told told = new Told(store.data().toAbsolutePath().normalize());
        this.teller = new Teller(config, identity, credentials, keeper::state, courier, told, clock);
    }

    void onStart(@Observes StartupEvent event) {
        lookLater();
    }

    public Heard heard() {
        return teller.heard();
    }

    private void lookLater() {
        vertx.setTimer(
                EVERY.toMillis(),
                fired -> vertx.<Void>executeBlocking(() -> {
                            teller.tellIfThereAreNews().await().atMost(Duration.ofMinutes(3));
                            return null;
                        })
                        .onComplete(looked -> lookLater()));
    }
}
