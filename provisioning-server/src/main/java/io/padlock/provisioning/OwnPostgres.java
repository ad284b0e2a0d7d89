package io.padlock.provisioning;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.postgres.EmbeddedPostgresException;
import java.util.function.Consumer;

/**
 * The PostgreSQL of a server that was given none. A class of its own, loaded only when it is needed: a server that is
 * packaged without the embedded one starts all the same.
 */
final class OwnPostgres {

    private OwnPostgres() {}

    /** @return what stops it */
    static Runnable start(StartSettings settings, Consumer<String> announce) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.postgresFolder(), announce);
            // System properties of this process, which nobody outside it sees, unlike its arguments and environment.
            System.setProperty("quarkus.datasource.reactive.url", postgres.reactiveUrl());
            System.setProperty("quarkus.datasource.username", postgres.user());
            System.setProperty("quarkus.datasource.password", postgres.password());
            return postgres::close;
        } catch (EmbeddedPostgresException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }
}
