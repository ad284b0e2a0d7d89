package io.padlock.box.status;

import io.padlock.box.words.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The six codes that people know from their boxes, to the letter, OK, and what the six have no word for. Each says its cause
 * and its remedy to whoever stands before the box.
 */
public sealed interface Status {

    /** What stands on the homepage and what people search for. */
    String code();

    /** What is the case. */
    Phrase cause();

    /** What to do about it; absent when there is nothing to do. */
    Optional<Phrase> remedy();

    /** What the server said, where it gave reasons. */
    default List<Explained> reasons() {
        return List.of();
    }

    /** Under this the people who run the server find more; empty where there is none. */
    default String reference() {
        return "";
    }

    default Severity severity() {
        return Severity.BAD;
    }

    default boolean ok() {
        return severity() == Severity.GOOD;
    }

    enum Severity {
        /** Nothing to do. */
        GOOD,
        /** The padlock is there; it will not be if nobody does anything. */
        WARNING,
        BAD
    }

    /** One of the server's reasons, in its words; the code is empty where it gave none. */
    record Explained(String code, String explanation, String remedy) {}

    /** Asking for another certificate would mend it, and why that did not help is most of what there is to say. */
    sealed interface BesideAnother extends Status {

        Status why();

        @Override
        default Optional<Phrase> remedy() {
            return why().remedy();
        }

        @Override
        default List<Explained> reasons() {
            return why().reasons();
        }

        @Override
        default String reference() {
            return why().reference();
        }
    }

    /** The first attempt has not ended yet. */
    record Starting() implements Status {
        @Override
        public String code() {
            return "STARTING";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("starting.cause");
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("starting.remedy"));
        }
    }

    record Ok() implements Status {
        @Override
        public String code() {
            return "OK";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("ok.cause");
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.empty();
        }

        @Override
        public Severity severity() {
            return Severity.GOOD;
        }
    }

    /** The box was never connected, or to something that can't be asked. */
    record CheckNoServer(Phrase explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CHECK_NO_SERVER";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("no-server.cause", explanation);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("no-server.remedy"));
        }
    }

    /** A certificate is there and nobody can find out what it is; and asking for another one did not help. */
    record CheckCertReadException(Phrase explanation, Status why) implements BesideAnother {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CHECK_CERT_READ_EXCEPTION";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("cert-read.cause", explanation, why.cause());
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("cert-read.remedy"));
        }
    }

    /** @param missing which of both */
    record LoadNoCredential(List<Phrase> missing) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_NO_CREDENTIAL";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("no-credential.cause", missing);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("no-credential.remedy"));
        }
    }

    /** The request failed before an HTTP status came, or what came can't be used. */
    record LoadRequestException(String server, Phrase explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_EXCEPTION";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("request-exception.cause", server, explanation);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(
                    switch (explanation.key()) {
                        case "trouble.name-not-found" -> Phrase.of("name.not-found-remedy", server);
                        case "trouble.not-trusted" -> Phrase.of("trust.not-remedy", server);
                        case "trouble.not-trusted-yet" -> Phrase.of("clock-wrong.remedy");
                        case "trouble.proxy" -> Phrase.of("proxy.refuses-remedy", server);
                        case "trouble.proxy-password" -> Phrase.of("proxy.password-remedy");
                        case "received.unusable" -> Phrase.of("received.remedy", server);
                        default -> Phrase.of("request-exception.remedy", server);
                    });
        }
    }

    record LoadRequestStatus(String server, int http, List<Explained> reasons, String reference) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_STATUS " + http;
        }

        @Override
        public Phrase cause() {
            return Phrase.of("request-status.cause", server, http);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("request-status.remedy", server, http));
        }
    }

    /** The server was reached and refused; where it said why, the reasons stand here. */
    record LoadRequestNoResult(String server, List<Explained> reasons, String reference) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_LOAD_REQUEST_NO_RESULT";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("no-result.cause", server);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of(reasons.isEmpty() ? "no-result.remedy" : "no-result.remedy-with-reasons"));
        }
    }

    /** Still good, and not for long: it should have been renewed, and could not be. */
    record Expiring(Instant end, Status why) implements BesideAnother {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CERT_EXPIRING";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("expiring.cause", end, why.cause());
        }

        @Override
        public Severity severity() {
            return Severity.WARNING;
        }
    }

    /** It ended, and no other one is there. */
    record Expired(Instant end, Status why) implements BesideAnother {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CERT_EXPIRED";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("expired.cause", end, why.cause());
        }
    }

    /** Without the right time no certificate is good. */
    record ClockWrong(Instant boxes, Phrase explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CLOCK_WRONG";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("clock-wrong.cause", boxes, explanation);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("clock-wrong.remedy"));
        }
    }

    /** It was read, and is no pair that a box can serve; and asking for another one did not help. */
    record CertDamaged(Phrase explanation, Status why) implements BesideAnother {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CERT_DAMAGED";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("damaged.cause", explanation, why.cause());
        }
    }

    /** A new one came and can't be kept. */
    record CertNotStored(Phrase explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CERT_NOT_STORED";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("not-stored.cause", explanation);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("not-stored.remedy"));
        }
    }

    /** It is there, and whoever connects does not get it. */
    record CertNotServed(Phrase explanation) implements Status {
        @Override
        public String code() {
            return "ERR_IOT_HTTPS_CERT_NOT_SERVED";
        }

        @Override
        public Phrase cause() {
            return Phrase.of("not-served.cause", explanation);
        }

        @Override
        public Optional<Phrase> remedy() {
            return Optional.of(Phrase.of("not-served.remedy"));
        }
    }
}
