package io.padlock.provisioning.gathering;

import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;

/**
 * TLS as libpq's {@code verify-full} has it: a certificate that one of the roots vouches for, made for the host that is asked.
 * From one setting: of the framework's four, three without the fourth are none, and nobody would know.
 */
record DatabaseTls(DatabaseTrust trust) {

    /** As in RFC 2818, section 3.1, whatever the protocol; so the JDK calls it. */
    private static final String NAMES = "HTTPS";

    DatabaseTls(Path roots) {
        this(DatabaseTrust.in(roots));
    }

    void demand(PgConnectOptions of) {
        of.setSslMode(SslMode.VERIFY_FULL);
        of.setTrustAll(false);
        of.setTrustOptions(TrustOptions.wrap(trust));
        of.setHostnameVerificationAlgorithm(NAMES);
    }

    /** @return what is to be said of a connection that could not be opened */
    Throwable why(Throwable failure) {
        return trust.refusal()
                .<Throwable>map(refusal -> UnverifiedDatabase.by(refusal, failure))
                .orElseGet(() -> UnverifiedDatabase.orWhatItWas(failure));
    }
}
