package io.padlock.provisioning.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Operator;
import io.padlock.provisioning.Refused;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdTest {

    private record Settings(
            Optional<String> issuer,
            Optional<URI> jwks,
            Optional<String> audience,
            String roleClaim,
            String role,
            Optional<Path> roots)
            implements OidcConfig {}

    private static PublicJsonWebKey rsa;
    private static PublicJsonWebKey ec;

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private Provider provider;
    private OpenId openId;

    @TempDir
    Path folder;

    @BeforeAll
    static void keys() throws Exception {
        rsa = Provider.rsa("rsa-1");
        ec = Provider.ec("ec-1");
    }

    @BeforeEach
    void a_provider() throws Exception {
        provider = new Provider();
        provider.publishes(rsa, ec);
        openId = OpenId.from(settings("groups"), clock).orElseThrow();
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256", "ES256"})
    void an_operators_token_is_taken_and_says_who_it_is(String algorithm) throws Exception {
        String token = Provider.signed(claims(), algorithm.startsWith("ES") ? ec : rsa, algorithm);

        assertThat(shown(token)).isEqualTo(new Operator("anna (4711)"));
    }

    @Test
    void without_a_name_the_subject_is_who_it_is() throws Exception {
        assertThat(shown(signed(claims -> claims.unsetClaim("preferred_username"))))
                .isEqualTo(new Operator("4711"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("has expired", claims -> claims.setClaim("exp", seconds(-31))),
                refusal("does not say when it expires", claims -> claims.unsetClaim("exp")),
                refusal("not valid yet", claims -> claims.setClaim("nbf", seconds(31))),
                refusal("another issuer than", claims -> claims.setIssuer("https://elsewhere.example.com")),
                refusal("another issuer than", claims -> claims.unsetClaim("iss")),
                refusal("another audience than", claims -> claims.setAudience("another-service")),
                refusal("another audience than", claims -> claims.unsetClaim("aud")),
                refusal("does not say whose it is", claims -> claims.unsetClaim("sub")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_token_that_is_not_for_now_or_not_for_us_is_refused(String said, Consumer<JwtClaims> changed)
            throws Exception {
        mustBeRefused(signed(changed), 401, said);
    }

    @Test
    void half_a_minute_of_difference_between_two_clocks_is_none() throws Exception {
        assertThat(shown(signed(claims -> claims.setClaim("exp", seconds(-29)))))
                .isNotNull();
        assertThat(shown(signed(claims -> claims.setClaim("nbf", seconds(29))))).isNotNull();
    }

    @Test
    void a_signature_that_is_none_is_refused() throws Exception {
        String none = Provider.signed(claims(), null, "rsa-1", "none");
        String shared = Provider.signed(claims(), new HmacKey(rsa.getPublicKey().getEncoded()), "rsa-1", "HS256");
        String signed = Provider.signed(claims(), rsa, "RS256");
        String changed = signed.replaceFirst(
                "\\.[^.]+\\.", "." + Provider.signed(claims(), ec, "ES256").split("\\.")[1] + "x.");

        mustBeRefused(none, 401, "not signed with a key pair");
        mustBeRefused(shared, 401, "not signed with a key pair");
        mustBeRefused(changed, 401, "by none of the issuer's keys");
        mustBeRefused("not-a-jwt", 401, "nor a signed JWT");
        mustBeRefused("", 401, "nor a signed JWT");
        assertThat(provider.fetches())
                .as("what no key makes good costs no fetch")
                .isEqualTo(1);
    }

    @Test
    void a_key_that_says_it_is_the_issuers_and_is_not_is_refused() throws Exception {
        mustBeRefused(Provider.signed(claims(), Provider.rsa("rsa-1"), "RS256"), 401, "by none of the issuer's keys");
        mustBeRefused(Provider.signed(claims(), Provider.rsa("rsa-9"), "RS256"), 401, "by none of the issuer's keys");
    }

    @Test
    void a_colleague_who_is_no_operator_is_refused_otherwise() throws Exception {
        mustBeRefused(signed(claims -> claims.setClaim("groups", List.of("staff"))), 403, "operators' role");
        mustBeRefused(signed(claims -> claims.setClaim("groups", "padlock-operators")), 403, "operators' role");
        mustBeRefused(signed(claims -> claims.unsetClaim("groups")), 403, "operators' role");
    }

    @Test
    void the_role_is_found_by_a_path_or_a_name_with_dots_in_a_list_or_among_words() throws Exception {
        openId = OpenId.from(settings("realm_access.roles"), clock).orElseThrow();
        assertThat(shown(signed(
                        claims -> claims.setClaim("realm_access", Map.of("roles", List.of("padlock-operator"))))))
                .isNotNull();
        assertThat(shown(signed(claims -> claims.setClaim("realm_access.roles", "a padlock-operator b"))))
                .isNotNull();
        mustBeRefused(signed(claims -> claims.setClaim("realm_access", "padlock-operator")), 403, "operators' role");
    }

    @Test
    void keys_are_fetched_once_and_again_for_a_new_one_but_not_for_each_that_nobody_has() throws Exception {
        shown(signed(claims -> {}));
        shown(signed(claims -> {}));
        assertThat(provider.fetches()).isEqualTo(1);

        PublicJsonWebKey next = Provider.rsa("rsa-2");
        provider.publishes(next);
        String byNext = Provider.signed(claims(), next, "RS256");
        mustBeRefused(byNext, 401, "by none of the issuer's keys");
        assertThat(provider.fetches()).as("not within 30 s").isEqualTo(1);

        now = now.plusSeconds(31);
        assertThat(shown(byNext)).isNotNull();
        mustBeRefused(signed(claims -> {}), 401, "by none of the issuer's keys");
        assertThat(provider.fetches()).isEqualTo(2);
    }

    @Test
    void a_provider_that_is_away_is_a_reason_to_come_later_and_its_known_keys_are_good_for_an_hour() throws Exception {
        provider.isAway(true);
        mustBeRefused(signed(claims -> {}), 503, "can't be asked for its keys");
        provider.isAway(false);
        mustBeRefused(signed(claims -> {}), 503, "can't be asked for its keys");
        now = now.plusSeconds(6);
        shown(signed(claims -> {}));

        provider.isAway(true);
        now = now.plus(Duration.ofMinutes(59));
        assertThat(shown(signed(claims -> {}))).isNotNull();
        now = now.plus(Duration.ofMinutes(2));
        mustBeRefused(signed(claims -> {}), 503, "can't be asked for its keys");
    }

    @Test
    void a_provider_that_never_finishes_its_answer_is_away_too_and_asked_again() throws Exception {
        provider.hangs(true);
        mustBeRefused(signed(claims -> {}), 503, "can't be asked for its keys");

        provider.hangs(false);
        now = now.plusSeconds(6);
        assertThat(shown(signed(claims -> {}))).isNotNull();
    }

    @Test
    void known_keys_are_used_while_they_are_fetched_again() throws Exception {
        shown(signed(claims -> {}));
        provider.hangs(true);
        now = now.plus(Duration.ofMinutes(11));

        assertThat(openId.operator(signed(claims -> {})).subscribeAsCompletionStage())
                .as("answered at once")
                .isCompleted();
        mustBeRefused(Provider.signed(claims(), Provider.rsa("rsa-2"), "RS256"), 503, "can't be asked for its keys");
    }

    @Test
    void a_provider_that_calls_itself_otherwise_is_not_believed() throws Exception {
        provider.callsItself("https://elsewhere.example.com");

        mustBeRefused(signed(claims -> {}), 503, "can't be asked for its keys");
    }

    @Test
    void the_address_of_the_keys_may_be_given() throws Exception {
        provider.callsItself("https://elsewhere.example.com");
        openId = OpenId.from(
                        new Settings(
                                Optional.of(provider.issuer()),
                                Optional.of(URI.create(provider.issuer() + "/keys")),
                                Optional.of(Provider.AUDIENCE),
                                "groups",
                                "padlock-operator",
                                Optional.empty()),
                        clock)
                .orElseThrow();

        assertThat(shown(signed(claims -> {}))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                     | -                    | padlock | oidc.issuer is missing",
                "https://a.example.com | -                    | -       | oidc.audience is missing",
                "http://a.example.com  | -                    | padlock | must begin with https://",
                "https://a.example.com | http://a.example.com | padlock | oidc.jwks is http://a.example.com; it must begin",
                "a b                   | -                    | padlock | is no address"
            })
    void settings_that_cannot_work_stop_the_start_with_a_sentence(
            String issuer, URI jwks, String audience, String said) {
        assertThatThrownBy(() -> OpenId.from(
                        new Settings(
                                Optional.ofNullable(issuer),
                                Optional.ofNullable(jwks),
                                Optional.ofNullable(audience),
                                "groups",
                                "padlock-operator",
                                Optional.empty()),
                        clock))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(said);
    }

    @Test
    void roots_without_a_certificate_stop_the_start_too() throws Exception {
        Path roots = Files.writeString(folder.resolve("roots.pem"), "");

        assertThatThrownBy(() -> OpenId.from(
                        new Settings(
                                Optional.of("https://a.example.com"),
                                Optional.empty(),
                                Optional.of("padlock"),
                                "groups",
                                "padlock-operator",
                                Optional.of(roots)),
                        clock))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("padlock.operator.oidc.roots is " + roots);
    }

    private Settings settings(String roleClaim) {
        return new Settings(
                Optional.of(provider.issuer()),
                Optional.empty(),
                Optional.of(Provider.AUDIENCE),
                roleClaim,
                "padlock-operator",
                Optional.empty());
    }

    private JwtClaims claims() {
        return provider.claims(now.getEpochSecond());
    }

    private String signed(Consumer<JwtClaims> changed) throws Exception {
        JwtClaims claims = claims();
        changed.accept(claims);
        return Provider.signed(claims, rsa, "RS256");
    }

    private static Arguments refusal(String said, Consumer<JwtClaims> changed) {
        return Arguments.of(said, changed);
    }

    private static long seconds(long fromNow) {
        return Instant.parse("2026-11-21T08:00:00Z").getEpochSecond() + fromNow;
    }

    private Operator shown(String token) {
        return openId.operator(token).await().atMost(Duration.ofSeconds(20));
    }

    private void mustBeRefused(String token, int status, String said) {
        assertThatThrownBy(() -> io.smallrye.mutiny.Uni.createFrom()
                        .deferred(() -> openId.operator(token))
                        .await()
                        .atMost(Duration.ofSeconds(20)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal().status()).isEqualTo(status);
                    assertThat(refused.explanation()).contains(said).doesNotContain("eyJ");
                });
    }
}
