package io.padlock.box;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.FakeServer.Answering;
import io.padlock.box.FakeServer.Asked;
import io.padlock.box.FakeServer.Said;
import io.padlock.box.certificate.TestIssuer;
import io.padlock.box.certificate.TestIssuer.Leaf;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a server can answer, as openapi.yaml has it, and in the shapes that nobody wants. */
public final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the contract calls a refusal with that status. */
    private static final Map<Integer, String> CODES = Map.of(
            400, "KEY_COMPROMISED",
            403, "NOT_ELIGIBLE",
            404, "UNKNOWN_DATABASE_OR_CONTRACT",
            429, "TOO_MANY_REQUESTS",
            500, "INTERNAL_ERROR",
            503, "TRY_LATER");

    private Answers() {}

    /** Signs for the key in the request, to be renewed in the last third of its life. */
    public static Answering granting(TestIssuer issuer) {
        return granting(issuer, leaf -> leaf);
    }

    public static Answering granting(TestIssuer issuer, UnaryOperator<Leaf> redrawn) {
        return asked -> {
            Leaf leaf = redrawn.apply(issuer.leafFor(keyOf(asked)));
            Duration third = Duration.between(leaf.notBefore(), leaf.notAfter()).dividedBy(3);
            return certificate(
                    leaf, leaf.notAfter().minus(third), leaf.notAfter().minus(third.dividedBy(2)));
        };
    }

    public static Answering grantingWithRenewal(TestIssuer issuer, Instant from, Instant to) {
        return asked -> certificate(issuer.leafFor(keyOf(asked)), from, to);
    }

    /** Wrong because nobody on the box has the other half of that key. */
    public static Answering grantingForAnotherKey(TestIssuer issuer) {
        return asked ->
                granting(issuer, leaf -> leaf.of(TestIssuer.ec().getPublic())).to(asked);
    }

    /** Not as the contract has it: nothing of when to renew, and a field that may come tomorrow. */
    public static Answering grantingInOtherWords(TestIssuer issuer) {
        return asked -> new Said(
                201,
                "application/json",
                json(Map.of(
                        "certificateChain",
                        issuer.leafFor(keyOf(asked)).chainPem(),
                        "renewal",
                        Map.of(),
                        "aFieldOfTomorrow",
                        List.of(1, 2, 3))));
    }

    /** @param reasons explanation, remedy, explanation, remedy… */
    public static Answering problem(int status, boolean retryable, String... reasons) {
        String code = codeOf(status);
        List<Map<String, String>> listed = new ArrayList<>();
        for (int i = 0; i < reasons.length; i += 2) {
            listed.add(Map.of("code", code, "explanation", reasons[i], "remedy", reasons[i + 1]));
        }
        Said said = Said.ofTheContract(
                status,
                "application/problem+json",
                json(Map.of(
                        "type",
                        "urn:padlock:problem:some-code",
                        "title",
                        "No certificate",
                        "detail",
                        String.join(" ", reasons),
                        "status",
                        status,
                        "code",
                        code,
                        "reasons",
                        listed,
                        "retryable",
                        retryable,
                        "reference",
                        "4hnc-0zjw-r8ye")));
        return asked -> status == 429 || status == 503 ? said.with("Retry-After", "60") : said;
    }

    public static String codeOf(int status) {
        return CODES.get(status);
    }

    public static Answering page(int status, String html) {
        return asked -> new Said(status, "text/html", html);
    }

    /** @return what a server says of when a certificate is to be renewed */
    public static Said window(Instant from, Instant to) {
        return Said.ofTheContract(
                        200,
                        "application/json",
                        json(Map.of("start", from.toString(), "end", to.toString(), "explanation", "As was said.")))
                .with("Retry-After", "21600");
    }

    private static PublicKey keyOf(Asked asked) {
        return TestIssuer.keyIn(asked.signingRequest());
    }

    private static Said certificate(Leaf leaf, Instant renewFrom, Instant renewTo) {
        return Said.ofTheContract(
                201,
                "application/json",
                json(Map.of(
                        "serial", "4f4c0d6a9b2e48c3a7d5e6f708192a3b",
                        "zone", "d73e7513",
                        "names", List.of("*.d73e7513.odoo-iot.com", "d73e7513.odoo-iot.com"),
                        "certificateChain", leaf.chainPem(),
                        "notBefore", leaf.notBefore().toString(),
                        "notAfter", leaf.notAfter().toString(),
                        "renewal", Map.of("start", renewFrom.toString(), "end", renewTo.toString()))));
    }

    private static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
