package io.padlock.provisioning;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.postgres.EmbeddedPostgresException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the server starts. Without a datasource in its settings it brings its own PostgreSQL, and takes it along when it
 * goes. What a person has to mend first is said in one sentence on standard error.
 */
@QuarkusMain
public final class ProvisioningServer {

    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    private ProvisioningServer() {}

    public static void main(String[] arguments) {
        try {
            StartSettings settings = new StartSettings(ConfigProvider.getConfig());
            settings.mustFindItsPortsFree();
            if (settings.bringsItsOwnPostgres()) {
                startPostgres(settings);
            }
        } catch (CannotStart | EmbeddedPostgresException e) {
            say(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(null, ProvisioningServer::exit, arguments);
    }

    private static void startPostgres(StartSettings settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.postgresFolder(), System.out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop-postgres"));
        // System properties of this process, which nobody outside it sees, unlike its arguments and environment.
        System.setProperty("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        System.setProperty("quarkus.datasource.username", postgres.user());
        System.setProperty("quarkus.datasource.password", postgres.password());
    }

    /** PostgreSQL goes last: requests that are still being answered need it. */
    private static void stop(EmbeddedPostgres postgres) {
        try {
            STOPPED.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
    }

    /** Given this handler, Quarkus leaves it to us to say why it could not start. */
    private static void exit(int status, Throwable failure) {
        if (failure != null) {
            tell(failure);
        }
        STOPPED.countDown();
        System.exit(status);
    }

    private static void tell(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart) {
                say(cause.getMessage());
                return;
            }
            // Another program was faster than we, after we had looked.
            if (cause instanceof QuarkusBindException) {
                say("A port that was free a moment ago is now in use by another program.");
                return;
            }
        }
        failure.printStackTrace();
    }

    private static void say(String sentence) {
        System.err.println("The provisioning server can't start. " + sentence);
    }
}
