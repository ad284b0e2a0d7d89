package io.padlock.provisioning.operator;

import static io.padlock.provisioning.operator.Api.DATABASES;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.padlock.provisioning.Operator;
import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
@QuarkusTestResource(value = OpenIdDoorTest.ByOpenId.class, restrictToAnnotatedClass = true)
class OpenIdDoorTest {

    private static Provider provider;
    private static PublicJsonWebKey key;

    public static class ByOpenId implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            try {
                provider = new Provider();
                key = Provider.ec("ec-1");
                provider.publishes(key);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    "padlock.operator.oidc.issuer",
                    provider.issuer(),
                    "padlock.operator.oidc.audience",
                    Provider.AUDIENCE);
        }

        @Override
        public void stop() {
            provider.close();
        }
    }

    @Inject
    Clock clock;

    @Inject
    OperatorActionsTest.Listener listener;

    @Test
    void an_operator_is_known_by_name_wherever_a_request_goes() throws Exception {
        String uuid = UUID.randomUUID().toString();
        listener.forget();

        // On a worker first, with the provider's keys still to be fetched; then on the event loop.
        showing(token(List.of("padlock-operator")))
                .contentType(Api.NDJSON)
                .body(Api.json(uuid, "CODE", "COPY", 1).getBytes())
                .post(DATABASES + "/import")
                .then()
                .statusCode(200)
                .body("created", equalTo(1));
        showing(token(List.of("padlock-operator")))
                .get(DATABASES + "/" + uuid)
                .then()
                .statusCode(200);

        Operator anna = new Operator("anna (4711)");
        assertThat(listener.of(uuid)).extracting(OperatorActionsTest.Told::who).containsExactly(anna);
        assertThat(listener.await(told -> "1".equals(told.about().get("created")), Duration.ofSeconds(10))
                        .who())
                .isEqualTo(anna);
    }

    @Test
    void the_operators_token_is_good_beside_it_and_when_the_provider_is_away() {
        provider.isAway(true);
        provider.hangs(true);
        int fetches = provider.fetches();

        Api.operator().get(DATABASES).then().statusCode(200);

        assertThat(provider.fetches()).isEqualTo(fetches);
        provider.hangs(false);
        provider.isAway(false);
    }

    @Test
    void the_scheme_is_read_in_any_case() throws Exception {
        for (String token : List.of(TestServer.OPERATOR_TOKEN, token(List.of("padlock-operator")))) {
            for (String scheme : List.of("bearer ", "BEARER  ")) {
                given().header("Authorization", scheme + token)
                        .get(DATABASES)
                        .then()
                        .statusCode(200);
            }
        }
        given().header("Authorization", "Bearer" + TestServer.OPERATOR_TOKEN)
                .get(DATABASES)
                .then()
                .statusCode(401);
    }

    @Test
    void somebody_else_is_told_why() throws Exception {
        showing(token(List.of("staff"))).get(DATABASES).then().statusCode(403).body("code", equalTo("NOT_AN_OPERATOR"));
        showing("wrong")
                .get(DATABASES)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("code", equalTo("OPERATOR_TOKEN_NEEDED"));
        given().get(DATABASES).then().statusCode(401);
    }

    private String token(List<String> groups) throws Exception {
        JwtClaims claims = provider.claims(clock.instant().getEpochSecond());
        claims.setClaim("groups", groups);
        return Provider.signed(claims, key, "ES256");
    }

    private static RequestSpecification showing(String token) {
        return Api.withBodiesAsTheyAre().header("Authorization", "Bearer " + token);
    }
}
