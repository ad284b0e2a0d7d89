package io.padlock.provisioning.operator;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Operator;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** Operators by OpenID Connect: who shows a token that their provider signed for this server, with the operators' role. */
final class OpenId {

    /** A public key, which anybody has, must never be taken for a shared secret (RFC 8725, section 2.1). */
    private static final String[] ASYMMETRIC = {
        AlgorithmIdentifiers.RSA_USING_SHA256,
        AlgorithmIdentifiers.RSA_USING_SHA384,
        AlgorithmIdentifiers.RSA_USING_SHA512,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
        AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
        AlgorithmIdentifiers.EDDSA
    };

    private static final int LEEWAY_SECONDS = 30;
    private static final int LONGEST_NAME = 200;

    private final String issuer;
    private final String audience;
    private final String roleClaim;
    private final String role;
    private final OpenIdKeys keys;
    private final Clock clock;

    private OpenId(String issuer, String audience, OidcConfig settings, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.roleClaim = settings.roleClaim();
        this.role = settings.role();
        this.clock = clock;
        this.keys = new OpenIdKeys(issuer, settings.jwks(), client(settings.roots()), clock);
    }

    /** @throws CannotStart with what has to be mended in the settings. The provider is not asked: it may start after us */
    static Optional<OpenId> from(OidcConfig settings, Clock clock) {
        if (settings.issuer().isEmpty()) {
            if (settings.jwks().isPresent() || settings.audience().isPresent()) {
                throw new CannotStart(
                        "padlock.operator.oidc.issuer is missing, and another setting of padlock.operator.oidc is there.");
            }
            return Optional.empty();
        }
        String issuer = settings.issuer().get();
        mustBeSafe("padlock.operator.oidc.issuer", uri(issuer));
        settings.jwks().ifPresent(jwks -> mustBeSafe("padlock.operator.oidc.jwks", jwks));
        String audience = settings.audience()
                .orElseThrow(() -> new CannotStart("padlock.operator.oidc.audience is missing: without it, a token"
                        + " that the issuer gave for another service would open this one."));
        return Optional.of(new OpenId(issuer, audience, settings, clock));
    }

    /** What tokens are judged by must not come over a line that anybody can write to. */
    static void mustBeSafe(String what, URI address) {
        boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(address.getHost()));
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && here)) {
            throw new CannotStart(what + " is " + address + "; it must begin with https://.");
        }
    }

    private static URI uri(String issuer) {
        try {
            return URI.create(issuer);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("padlock.operator.oidc.issuer is \"" + issuer + "\", which is no address.");
        }
    }

    private static HttpClient client(Optional<Path> roots) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        roots.ifPresent(file -> client.sslContext(trusting(file)));
        return client.build();
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> roots =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (roots.isEmpty()) {
                throw new CannotStart("padlock.operator.oidc.roots is " + file + ", in which is no certificate.");
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate root : roots) {
                trusted.setCertificateEntry("root " + trusted.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new CannotStart(
                    "padlock.operator.oidc.roots is " + file + ", which can't be read: " + e.getMessage());
        }
    }

    /** Fails with {@link Refused}: 401 for a token that is none, 403 for one of somebody who is no operator. */
    Uni<Operator> operator(String token) {
        return keys.keysFor(namedKey(token)).map(keys -> operator(claims(token, keys)));
    }

    /** Before any key is fetched: a token that no key could make good is not worth it. */
    private static String namedKey(String token) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            if (!List.of(ASYMMETRIC).contains(signature.getAlgorithmHeaderValue())) {
                throw notTaken("The token is not signed with a key pair: 'none' and shared secrets are not taken.");
            }
            return signature.getKeyIdHeaderValue();
        } catch (JoseException e) {
            throw notTaken("The token is neither the operator's token nor a signed JWT.");
        }
    }

    private JwtClaims claims(String token, List<JsonWebKey> keys) {
        try {
            return new JwtConsumerBuilder()
                    .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                    .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ASYMMETRIC))
                    .setExpectedIssuer(issuer)
                    .setExpectedAudience(audience)
                    .setRequireExpirationTime()
                    .setAllowedClockSkewInSeconds(LEEWAY_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .processToClaims(token);
        } catch (InvalidJwtException e) {
            throw notTaken(why(e));
        }
    }

    private String why(InvalidJwtException e) {
        if (e.hasErrorCode(ErrorCodes.EXPIRED)) {
            return "The token has expired.";
        }
        if (e.hasErrorCode(ErrorCodes.EXPIRATION_MISSING)) {
            return "The token does not say when it expires.";
        }
        if (e.hasErrorCode(ErrorCodes.NOT_YET_VALID)) {
            return "The token is not valid yet.";
        }
        if (e.hasErrorCode(ErrorCodes.ISSUER_INVALID) || e.hasErrorCode(ErrorCodes.ISSUER_MISSING)) {
            return "The token is of another issuer than " + issuer + ".";
        }
        if (e.hasErrorCode(ErrorCodes.AUDIENCE_INVALID) || e.hasErrorCode(ErrorCodes.AUDIENCE_MISSING)) {
            return "The token was given for another audience than " + audience + ".";
        }
        return "The token's signature is by none of the issuer's keys.";
    }

    private Operator operator(JwtClaims claims) {
        if (!roles(claims.getClaimsMap()).contains(role)) {
            throw new Refused(new Unusable(
                    403,
                    "This is for operators",
                    new Reason(
                            "NOT_AN_OPERATOR",
                            "The token is genuine, but does not carry the operators' role.",
                            "Ask whoever runs the OpenID Connect provider for the role.")));
        }
        return new Operator(name(claims));
    }

    /** The claim of this very name, or else the path to it: some providers have dots in names, some have objects. */
    private Collection<?> roles(Map<String, Object> claims) {
        Object found = claims.get(roleClaim);
        if (found == null) {
            found = claims;
            for (String step : roleClaim.split("\\.")) {
                found = found instanceof Map<?, ?> object ? object.get(step) : null;
            }
        }
        if (found instanceof Collection<?> several) {
            return several;
        }
        return found instanceof String text ? List.of(text.split(" ")) : List.of();
    }

    /** The subject is theirs alone; the name is what people know, and could be anybody's choice. */
    private static String name(JwtClaims claims) {
        String subject = text(claims, "sub");
        String name = text(claims, "preferred_username");
        if (subject == null) {
            throw notTaken("The token does not say whose it is.");
        }
        String both = name == null || name.equals(subject) ? subject : name + " (" + subject + ")";
        return both.substring(0, Math.min(both.length(), LONGEST_NAME));
    }

    private static String text(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof String text && !text.isBlank() ? text : null;
    }

    static Refused notTaken(String explanation) {
        return new Refused(new Unusable(
                401,
                "The operator's token is needed",
                new Reason(
                        "OPERATOR_TOKEN_NEEDED", explanation, "Ask your OpenID Connect provider for a fresh token.")));
    }
}
