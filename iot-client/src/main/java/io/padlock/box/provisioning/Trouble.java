package io.padlock.box.provisioning;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failed request means, in words that help. */
final class Trouble {

    private Trouble() {}

    static String inWords(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "its name was not found.";
            }
            if (cause instanceof SSLException) {
                return "its TLS certificate is not trusted, or something in between answered in its place.";
            }
            if (cause instanceof TimeoutException
                    || cause instanceof io.smallrye.mutiny.TimeoutException
                    || cause instanceof NoStackTraceTimeoutException
                    || cause instanceof ConnectTimeoutException) { // Which is a ConnectException too.
                return "it did not answer in time.";
            }
            if (cause instanceof ConnectException) {
                return "the connection was refused.";
            }
        }
        return "the connection broke (" + failure.getClass().getSimpleName() + ").";
    }
}
