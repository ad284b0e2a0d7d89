package io.padlock.provisioning.gathering;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

/**
 * Something answers as PostgreSQL, and does not show to be the one that is meant. It was told neither a user's name nor a
 * password.
 */
public final class UnverifiedDatabase extends IOException {

    private static final long serialVersionUID = 1;

    /** The client has no type for it. */
    private static final String NO_TLS = "Postgres Server does not handle SSL connection";

    private UnverifiedDatabase(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    static UnverifiedDatabase by(CertificateException refusal, Throwable failure) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return new UnverifiedDatabase(
                        "PostgreSQL's certificate is not one that the roots in padlock.database.roots vouch for: "
                                + innermost(cause) + ".",
                        failure);
            }
        }
        return new UnverifiedDatabase(
                "PostgreSQL's certificate is not for the host that quarkus.datasource.reactive.url names: "
                        + innermost(refusal) + ".",
                failure);
    }

    static Throwable orWhatItWas(Throwable failure) {
        return NO_TLS.equals(failure.getMessage())
                ? new UnverifiedDatabase(
                        "PostgreSQL speaks no TLS, which it has to where padlock.database.roots is set: turn on its setting ssl.",
                        failure)
                : failure;
    }

    private static String innermost(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return String.valueOf(inner.getMessage()).replaceFirst("[. ]+$", "");
    }
}
