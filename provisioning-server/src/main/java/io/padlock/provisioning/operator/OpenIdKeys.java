package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.TryLater;
import io.padlock.provisioning.Refused;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * The public keys of an OpenID Connect provider. Fetched when a token needs them, by a client that blocks no thread of ours;
 * one fetch at a time, whoever waits for it.
 *
 * <pre>
 *   nothing known --fetch--> known --10 min--> old: fetched again, and used meanwhile --1 h--> nothing known
 *                              |
 *                              +-- a token names another key: fetched again, at most every 30 s
 * </pre>
 */
final class OpenIdKeys {

    private static final Logger LOG = Logger.getLogger(OpenIdKeys.class);

    /** A key that the provider withdrew is taken for no longer than this. */
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A provider that is away for so long locks nobody out whose key is known. */
    private static final Duration USABLE = Duration.ofHours(1);
    /** Anybody can name a key that nobody has; the provider is not to hear of each. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Known(List<JsonWebKey> keys, Instant since) {

        boolean has(String kid) {
            return kid == null ? !keys.isEmpty() : keys.stream().anyMatch(key -> kid.equals(key.getKeyId()));
        }

        boolean isYoungerThan(Duration age, Instant now) {
            return now.isBefore(since.plus(age));
        }
    }

    private final String issuer;
    private final Optional<URI> jwks;
    private final HttpClient http;
    private final Clock clock;

    private Known known = new Known(List.of(), Instant.EPOCH);
    private Instant lastFailure = Instant.EPOCH;
    private Uni<Known> fetching;

    OpenIdKeys(String issuer, Optional<URI> jwks, HttpClient http, Clock clock) {
        this.issuer = issuer;
        this.jwks = jwks;
        this.http = http;
        this.clock = clock;
    }

    /**
     * @param kid which key a token names, or null
     * @return the provider's keys; whether the one that is meant is among them is for the caller to see
     */
    synchronized Uni<List<JsonWebKey>> keysFor(String kid) {
        Instant now = clock.instant();
        boolean good = known.has(kid) && known.isYoungerThan(USABLE, now);
        boolean enough = known.has(kid) ? known.isYoungerThan(FRESH, now) : known.isYoungerThan(BETWEEN_FETCHES, now);
        Uni<List<JsonWebKey>> atOnce = Uni.createFrom().item(known.keys());
        if (enough) {
            return atOnce;
        }
        if (now.isBefore(lastFailure.plus(BETWEEN_TRIES))) {
            return good ? atOnce : away();
        }
        Uni<Known> fetched = underWay();
        return good ? atOnce : fetched.map(Known::keys).onFailure().recoverWithUni(OpenIdKeys::away);
    }

    /** Goes on when whoever waits hangs up: others may wait for it too. */
    private Uni<Known> underWay() {
        if (fetching != null) {
            return fetching;
        }
        Uni<Known> begun = fetch().memoize().indefinitely();
        fetching = begun;
        begun.subscribe().with(keys -> {}, toldAlready -> {});
        return begun;
    }

    private static <T> Uni<T> away() {
        return Uni.createFrom()
                .failure(new Refused(new TryLater(
                        "The OpenID Connect provider can't be asked for its keys, so the token can't be judged.")));
    }

    private Uni<Known> fetch() {
        return address()
                .chain(this::get)
                .map(OpenIdKeys::keys)
                .map(keys -> new Known(keys, clock.instant()))
                // Of all of it: the client's own limit ends with the headers, and a body may never come.
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new HttpTimeoutException("no answer within " + PATIENCE.toSeconds() + " s"))
                .onItemOrFailure()
                .invoke(this::remember);
    }

    private synchronized void remember(Known fetched, Throwable failure) {
        fetching = null;
        if (failure == null) {
            known = fetched;
        } else {
            lastFailure = clock.instant();
            LOG.warnf("The keys of %s can't be read: %s", issuer, failure);
        }
    }

    private Uni<URI> address() {
        return jwks.map(Uni.createFrom()::item)
                .orElseGet(() -> get(URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration"))
                        .map(this::keysAddress));
    }

    /** OpenID Connect Discovery 1.0, section 4.3: the document must name the issuer that was asked. */
    private URI keysAddress(String document) {
        try {
            Map<String, Object> said = JsonUtil.parseJson(document);
            if (!issuer.equals(said.get("issuer"))) {
                throw new IllegalStateException("its configuration names another issuer");
            }
            URI address = URI.create(String.valueOf(said.get("jwks_uri")));
            OpenId.mustBeSafe("jwks_uri in its configuration", address);
            return address;
        } catch (JoseException e) {
            throw new IllegalStateException("its configuration is not JSON", e);
        }
    }

    private static List<JsonWebKey> keys(String document) {
        try {
            return new JsonWebKeySet(document)
                    .getJsonWebKeys().stream()
                            .filter(key -> !Use.ENCRYPTION.equals(key.getUse()))
                            .toList();
        } catch (JoseException e) {
            throw new IllegalStateException("its keys are not a JSON Web Key Set", e);
        }
    }

    private Uni<String> get(URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, BodyHandlers.ofString()))
                .map(OpenIdKeys::body);
    }

    private static String body(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.uri() + " answered " + answer.statusCode());
        }
        return answer.body();
    }
}
