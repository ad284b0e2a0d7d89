package io.padlock.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Asked;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.certificate.TestIssuer;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a server can answer, in the shapes of openapi.yaml and in those that nobody wants. */
public final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    /** Signs for the key in the request. The box decides when to renew. */
    public static Answering granting(TestIssuer issuer) {
        return granting(issuer, leaf -> leaf);
    }

    public static Answering granting(TestIssuer issuer, UnaryOperator<TestIssuer.Leaf> redrawn) {
        return asked -> certificate(redrawn.apply(issuer.leafFor(keyOf(asked))).chainPem(), Map.of());
    }

    public static Answering grantingWithRenewal(TestIssuer issuer, Instant from, Instant to) {
        return asked -> certificate(
                issuer.leafFor(keyOf(asked)).chainPem(), Map.of("start", from.toString(), "end", to.toString()));
    }

    /** Wrong because nobody on the box has the other half of that key. */
    public static Answering grantingForAnotherKey(TestIssuer issuer) {
        return asked -> certificate(issuer.leafFor(TestIssuer.ec().getPublic()).chainPem(), Map.of());
    }

    /** @param reasons explanation, remedy, explanation, remedy… */
    public static Answering problem(int status, boolean retryable, String... reasons) {
        List<Map<String, String>> listed = new ArrayList<>();
        for (int i = 0; i < reasons.length; i += 2) {
            listed.add(Map.of("code", "SOME_CODE", "explanation", reasons[i], "remedy", reasons[i + 1]));
        }
        return asked -> new Said(
                status,
                "application/problem+json",
                json(Map.of(
                        "type", "urn:padlock:problem:some-code",
                        "title", "No certificate",
                        "status", status,
                        "code", "SOME_CODE",
                        "reasons", listed,
                        "retryable", retryable,
                        "reference", "4hnc-0zjw-r8ye")));
    }

    public static Answering page(int status, String html) {
        return asked -> new Said(status, "text/html", html);
    }

    private static PublicKey keyOf(Asked asked) {
        return TestIssuer.keyIn(asked.signingRequest());
    }

    private static Said certificate(String chainPem, Map<String, String> renewal) {
        return new Said(
                201,
                "application/json",
                json(Map.of("certificateChain", chainPem, "renewal", renewal, "aFieldOfTomorrow", List.of(1, 2, 3))));
    }

    private static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
