package io.padlock.box.network;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.padlock.box.words.Phrase;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;

/** What a failed request means, in words that help. */
public final class Trouble {

    private record Meaning(String key, Predicate<Throwable> fits) {}

    /** The first that fits counts: some are special cases of those below them. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("trouble.name-not-found", UnknownHostException.class::isInstance),
            new Meaning("trouble.roots", RootsUnreadable.class::isInstance),
            // RFC 9110, section 15.5.8.
            new Meaning(
                    "trouble.proxy-password",
                    failure -> failure instanceof ProxyConnectException
                            && String.valueOf(failure.getMessage()).contains("status: 407")),
            new Meaning("trouble.proxy", ProxyConnectException.class::isInstance),
            new Meaning(
                    "trouble.not-trusted-yet",
                    failure -> failure instanceof CertificateExpiredException
                            || failure instanceof CertificateNotYetValidException),
            new Meaning("trouble.too-long", Courier.TooLong.class::isInstance),
            new Meaning(
                    "trouble.timed-out",
                    failure -> failure instanceof TimeoutException
                            || failure instanceof io.smallrye.mutiny.TimeoutException
                            || failure instanceof NoStackTraceTimeoutException
                            || failure instanceof ConnectTimeoutException
                            || failure instanceof SslHandshakeTimeoutException),
            new Meaning(
                    "trouble.no-route",
                    failure -> failure instanceof NoRouteToHostException
                            || String.valueOf(failure.getMessage()).contains("unreachable")),
            new Meaning("trouble.refused", ConnectException.class::isInstance),
            new Meaning("trouble.not-trusted", CertificateException.class::isInstance),
            new Meaning(
                    "trouble.reset",
                    failure -> failure instanceof ClosedChannelException
                            || String.valueOf(failure.getMessage())
                                    .matches(
                                            "(?i).*connection (was closed|closed|reset).*|.*terminated the handshake.*")),
            new Meaning("trouble.tls", SSLException.class::isInstance));

    private Trouble() {}

    public static Phrase inWords(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return MEANINGS.stream()
                .filter(meaning -> causes.stream().anyMatch(meaning.fits()))
                .findFirst()
                .map(meaning -> Phrase.of(meaning.key()))
                .orElseGet(() -> Phrase.of("trouble.other", failure.getClass().getSimpleName()));
    }
}
