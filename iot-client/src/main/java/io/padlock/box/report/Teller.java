package io.padlock.box.report;

import io.padlock.box.certificate.CertificatePair;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.BoxAddress;
import io.padlock.box.identity.Connection;
import io.padlock.box.identity.Connection.Origin;
import io.padlock.box.identity.Credentials;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.identity.ServerAddress.NotAnAddress;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.network.Trouble;
import io.padlock.box.provisioning.BoxClock;
import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.RetryLadder;
import io.padlock.box.words.Phrase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells the customer's database under which name the box is found and until when its certificate is good: once, and again when
 * something of it changed. What does not come through is told again later, and changes nothing about the certificate.
 */
final class Teller {

    private static final Logger LOG = Logger.getLogger(Teller.class);
    private static final DateTimeFormatter AS_ODOO_READS_IT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String VERSION = "padlock";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ReportConfig config;
    private final IdentityConfig identity;
    private final Credentials credentials;
    private final Supplier<BoxState> state;
    private final Courier courier;
    private final Told told;
    private final Clock clock;
    private int failures;
    private volatile Optional<Phrase> lastFailure = Optional.empty();
    private volatile Listener tried;
    private Instant notBefore = Instant.EPOCH;

    Teller(
            ReportConfig config,
            IdentityConfig identity,
            Credentials credentials,
            Supplier<BoxState> state,
            Courier courier,
            Told told,
            Clock clock) {
        this.config = config;
        this.identity = identity;
        this.credentials = credentials;
        this.state = state;
        this.courier = courier;
        this.told = told;
        this.clock = clock;
    }

    /** Never fails. */
    Uni<Void> tellIfThereAreNews() {
        Optional<CertificatePair> pair = state.get().pair();
        Optional<Listener> listener = listener();
        listener.ifPresent(this::forgetAnother);
        Optional<String> name = pair.flatMap(this::name);
        if (name.isEmpty() || listener.isEmpty() || isLater()) {
            return Uni.createFrom().voidItem();
        }
        News news = News.of(listener.get(), name.get(), pair.get());
        return told.is(news.lines())
                ? Uni.createFrom().voidItem()
                : tell(listener.get(), news.name, news.end, news.lines());
    }

    /** What the database knows by now. */
    Heard heard() {
        Optional<CertificatePair> pair = state.get().pair();
        Optional<Listener> listener = listener();
        if (listener.isEmpty()) {
            return databaseInClear()
                    .<Heard>map(Heard.InClear::new)
                    .orElseGet(() -> isToldByOdoo() ? new Heard.ByOdoo() : new Heard.Nobody());
        }
        if (pair.isEmpty()) {
            return new Heard.NothingYet();
        }
        Optional<String> name = name(pair.get());
        if (name.isEmpty()) {
            return new Heard.NotYet(listener.get().address().toString());
        }
        News news = News.of(listener.get(), name.get(), pair.get());
        if (told.is(news.lines())) {
            return new Heard.All(news.database, news.name);
        }
        return lastFailure
                .filter(ofThisOne -> listener.get().equals(tried))
                .<Heard>map(why -> new Heard.Nothing(news.database, why))
                .orElseGet(() -> new Heard.NotYet(news.database));
    }

    /** What one database said is no reason to keep another waiting, nor news about it. */
    private void forgetAnother(Listener listener) {
        if (!listener.equals(tried)) {
            tried = listener;
            failures = 0;
            notBefore = Instant.EPOCH;
            lastFailure = Optional.empty();
        }
    }

    /** None while the box has no address in the shop: a name that leads to nobody is no news. */
    private Optional<String> name(CertificatePair pair) {
        return BoxAddress.found(identity.address()).map(address -> address.nameIn(pair.zone()));
    }

    private record News(String database, String name, String end, String token) {

        static News of(Listener listener, String name, CertificatePair pair) {
            return new News(
                    listener.address().toString(),
                    name,
                    AS_ODOO_READS_IT.format(pair.notAfter()),
                    fingerprint(listener.token()));
        }

        /** Somebody who removed the box in Odoo and connects it again has another token, and waits for the box to appear. */
        List<String> lines() {
            return List.of(database, name, end, token);
        }

        private static String fingerprint(String token) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, 8);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has SHA-256.", e);
            }
        }
    }

    /** A clock that was ahead when something failed must not silence the box. */
    private boolean isLater() {
        return new BoxClock(clock).isBefore(notBefore, RetryLadder.LONGEST_WAIT);
    }

    /** Whom there is to tell. */
    private record Listener(ServerAddress address, String token) {}

    private Optional<Listener> listener() {
        Optional<Connection> connection = connectionOfOurs();
        try {
            return connection.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Listener(
                            ServerAddress.parse(
                                    connection.get().database().orElseThrow().toString()),
                            connection.get().token().orElseThrow().reveal()));
        } catch (NotAnAddress e) {
            LOG.debugf("The customer's database can't be told: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /** Where the token would be read on the way. A server on this very machine is a listener like others. */
    private Optional<String> databaseInClear() {
        return connectionOfOurs()
                .flatMap(Connection::database)
                .filter(address -> "http".equals(address.getScheme()))
                .map(URI::toString);
    }

    private Optional<Connection> connectionOfOurs() {
        try {
            return Optional.of(credentials.connection())
                    .filter(connection -> connection.database().isPresent()
                            && connection.token().isPresent()
                            && isOurs(connection.origin()));
        } catch (IOException e) {
            LOG.debugf("The customer's database can't be told: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isToldByOdoo() {
        try {
            return config.by() == ReportConfig.By.UNLESS_ODOO_DOES
                    && !isOurs(credentials.connection().origin());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isOurs(Origin origin) {
        return switch (config.by()) {
            case BOX -> true;
            case NOBODY -> false;
            case UNLESS_ODOO_DOES -> origin != Origin.ODOO_CONF && origin != Origin.ODOO_FILES;
        };
    }

    private Uni<Void> tell(Listener listener, String name, String end, List<String> news) {
        Box box = Box.ofThisMachine(identity);
        JsonObject setup = new JsonObject()
                .put(
                        "iot_box",
                        new JsonObject()
                                .put("identifier", box.identifier())
                                .put("ip", name)
                                .put("token", listener.token())
                                .put("version", VERSION)
                                .put("name", box.name()))
                .put("devices", new JsonObject());
        JsonObject status = new JsonObject().put("identifier", box.identifier()).put("ssl_certificate_end_date", end);
        return post(listener, "/iot/setup", setup)
                .invoke(Teller::mustBeTaken)
                .chain(() -> post(listener, "/iot/box/update_certificate_status", status))
                .invoke(Teller::mustBeKnownOrNot)
                .invoke(reply -> remember(listener, reply, news))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    notTold(listener, failure);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Reply> post(Listener listener, String path, JsonObject params) {
        return courier.post(
                listener.address(), path, new JsonObject().put("params", params).toBuffer());
    }

    private static void mustBeTaken(Reply reply) {
        if (reply.status() != 200
                || reply.json().path("result").isMissingNode()
                || reply.json().path("result").isNull()) {
            throw new NotTaken(reply.status());
        }
    }

    /** Databases before 18.x have no place for the date, and say so; whoever says anything else is told again. */
    private static void mustBeKnownOrNot(Reply reply) {
        if (reply.status() != 200 && reply.status() != 404) {
            throw new NotTaken(reply.status());
        }
    }

    /** Databases before 18.x have no place for the date; the name they took. */
    private void remember(Listener listener, Reply reply, List<String> news) {
        failures = 0;
        lastFailure = Optional.empty();
        try {
            told.remember(news);
        } catch (IOException e) {
            LOG.warnf("That the database was told can't be remembered: %s", e);
        }
        LOG.infof(
                "Told %s that the box is found as %s%s.",
                listener.address(), news.get(1), reply.status() == 200 ? ", until " + news.get(2) : "");
    }

    private void notTold(Listener listener, Throwable failure) {
        failures++;
        notBefore = clock.instant().plus(RetryLadder.after(failures, Duration.ZERO, RANDOM));
        Phrase why = failure instanceof NotTaken taken ? taken.why : Trouble.inWords(failure);
        lastFailure = Optional.of(why);
        LOG.warnf(
                "%s could not be told how the box is found: %s The next time is at %s.",
                listener.address(), why, notBefore);
    }

    private static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Phrase why;

        NotTaken(int status) {
            this.why = status == 200 ? Phrase.of("told.unknown-token") : Phrase.of("told.status", status);
        }
    }
}
