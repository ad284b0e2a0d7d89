package io.padlock.provisioning;

import io.padlock.provisioning.command.Commands;
import io.padlock.provisioning.log.JsonLog;
import io.padlock.provisioning.settings.UnknownSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.Level;

/**
 * Where the server starts. Without a datasource in its settings it brings its own PostgreSQL, and takes it along when it
 * goes. What a person has to mend first is said in one sentence on standard error.
 */
@QuarkusMain
public final class ProvisioningServer {

    private static final CountDownLatch STOPPED = new CountDownLatch(1);

    /** Whether what is said before and after the log is there looks like the log does. */
    private static boolean json;

    private ProvisioningServer() {}

    public static void main(String[] arguments) {
        // The server takes none: a misspelt command must not start it.
        if (arguments.length > 0) {
            System.exit(Commands.run(arguments));
        }
        try {
            StartSettings settings = new StartSettings(ConfigProvider.getConfig());
            json = settings.tellsJson();
            UnknownSettings.mustBeNone(settings.config());
            if (settings.sendsTraces()) {
                System.setProperty("quarkus.otel.sdk.disabled", "false");
            }
            settings.mustFindItsPortsFree();
            settings.mustNameAReactiveDatasource();
            settings.mustBeAbleToVerifyItsDatabase();
            stopAfterQuarkus(settings.bringsItsOwnPostgres() ? ownPostgres(settings) : () -> {});
        } catch (CannotStart e) {
            say(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(null, ProvisioningServer::exit, arguments);
    }

    /** Packaged without one, as in a container image, the server has to be given a PostgreSQL. */
    private static Runnable ownPostgres(StartSettings settings) {
        try {
            return OwnPostgres.start(settings, ProvisioningServer::announce);
        } catch (NoClassDefFoundError e) {
            throw new CannotStart(
                    "No PostgreSQL is named, and none comes with this package."
                            + " Set quarkus.datasource.reactive.url (QUARKUS_DATASOURCE_REACTIVE_URL):"
                            + " postgresql://host:5432/database",
                    e);
        }
    }

    /**
     * PostgreSQL goes last: requests that are still being answered need it. And the JVM waits for us: what stopped the
     * server is told before it ends.
     */
    private static void stopAfterQuarkus(Runnable stop) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            awaitQuarkus();
                            stop.run();
                        },
                        "stop"));
    }

    private static void awaitQuarkus() {
        try {
            STOPPED.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            if (cause instanceof ConfigValidationException invalid) {
                say("A setting can't be read. "
                        + invalid.getProblem(0).getMessage().replaceFirst("(?s)^.*SRCFG[0-9]+: ", ""));
                return;
            }
            // So the JVM tells whoever has to clean up at an end that has begun.
            if (cause instanceof IllegalStateException && "Shutdown in progress".equals(cause.getMessage())) {
                say("It was stopped before it had started.");
                return;
            }
            // Another program was faster than we, after we had looked.
            if (cause instanceof QuarkusBindException) {
                say("A port that was free a moment ago is now in use by another program.");
                return;
            }
        }
        if (json) {
            JsonLog.say("The provisioning server can't start.", Level.ERROR, failure, System.err);
        } else {
            failure.printStackTrace();
        }
    }

    private static void say(String sentence) {
        String said = "The provisioning server can't start. " + sentence;
        if (json) {
            JsonLog.say(said, Level.ERROR, null, System.err);
        } else {
            System.err.println(said);
        }
    }

    private static void announce(String sentence) {
        if (json) {
            JsonLog.say(sentence, Level.INFO, null, System.out);
        } else {
            System.out.println(sentence);
        }
    }
}
