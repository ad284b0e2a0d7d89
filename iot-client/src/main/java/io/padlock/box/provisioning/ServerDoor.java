package io.padlock.box.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.IdentityConfig;
import io.padlock.box.identity.ServerAddress;
import io.padlock.box.status.Status.Explained;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** POST /v1/certificates, as the contract has it. What it does not know in an answer it ignores. */
@ApplicationScoped
class ServerDoor {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(60);
    /** Over this no answer of the contract is. */
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final WebClient client;
    private final ObjectMapper json;

    ServerDoor(Vertx vertx, ObjectMapper json, IdentityConfig config) {
        WebClientOptions options = new WebClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setFollowRedirects(false) // The contract code goes to the server that was set, and nowhere else.
                .setVerifyHost(true)
                .setTrustAll(false)
                .setUserAgent("padlock-box");
        config.serverRoots()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        this.client = WebClient.create(vertx, options);
        this.json = json;
    }

    Uni<Answer> ask(Connected identity, String signingRequest, String boxName) {
        ServerAddress server = identity.server();
        JsonObject body = new JsonObject()
                .put("databaseUuid", identity.databaseUuid())
                .put("enterpriseCode", identity.enterpriseCode().reveal())
                .put("signingRequest", signingRequest)
                .put("box", new JsonObject().put("name", boxName));
        return client.post(server.port(), server.uri().getHost(), server.path("/v1/certificates"))
                .ssl(server.secure())
                .timeout(SILENCE.toMillis())
                .putHeader("Accept", "application/json, application/problem+json")
                .sendJsonObject(body)
                // The client's own timeout begins anew with every byte: a server that trickles would hold us for ever.
                .ifNoItem()
                .after(WHOLE_REQUEST)
                .fail()
                .map(this::read);
    }

    private Answer read(HttpResponse<Buffer> response) {
        JsonNode body = body(response);
        int status = response.statusCode();
        if (status == 200 || status == 201) {
            return new Answer.Granted(
                    body.path("certificateChain").asText(""),
                    instant(body.path("renewal").path("start")),
                    instant(body.path("renewal").path("end")));
        }
        boolean isProblem = String.valueOf(response.getHeader("Content-Type")).startsWith("application/problem+json");
        if (isProblem
                && status >= 400
                && status < 500
                && !body.path("retryable").asBoolean(false)) {
            return new Answer.Refused(
                    status, reasons(body), body.path("reference").asText(""));
        }
        return new Answer.Unexpected(
                status, reasons(body), body.path("reference").asText(""), retryAfter(response));
    }

    private JsonNode body(HttpResponse<Buffer> response) {
        Buffer body = response.body();
        if (body == null || body.length() > LARGEST_ANSWER) {
            return json.missingNode();
        }
        try {
            JsonNode read = json.readTree(body.getBytes());
            return read == null ? json.missingNode() : read;
        } catch (IOException notJson) {
            return json.missingNode();
        }
    }

    private static List<Explained> reasons(JsonNode body) {
        List<Explained> reasons = new ArrayList<>();
        for (JsonNode reason : body.path("reasons")) {
            reasons.add(new Explained(
                    reason.path("explanation").asText(""), reason.path("remedy").asText("")));
        }
        return List.copyOf(reasons);
    }

    private static Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText(""));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration retryAfter(HttpResponse<Buffer> response) {
        String seconds = response.getHeader("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }
}
