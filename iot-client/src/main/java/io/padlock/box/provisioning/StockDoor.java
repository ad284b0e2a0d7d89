package io.padlock.box.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.identity.Secret;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.status.Status.Explained;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code /odoo-enterprise/iot/x509}, as stock boxes ask: the service makes the key, and says when to renew nowhere. */
final class StockDoor implements ServerDoor {

    private final Courier courier;

    StockDoor(Courier courier) {
        this.courier = courier;
    }

    @Override
    public Uni<Asked> ask(Connected identity, String signingRequest, Box box) {
        JsonObject body = new JsonObject()
                .put(
                        "params",
                        new JsonObject()
                                .put("db_uuid", identity.databaseUuid())
                                .put(
                                        "enterprise_code",
                                        identity.enterpriseCode().reveal()));
        return courier.post(identity.server(), "/odoo-enterprise/iot/x509", body.toBuffer())
                .map(reply -> new Asked(read(reply), reply.date()));
    }

    private static Answer read(Reply reply) {
        if (reply.status() != 200) {
            return new Answer.Unexpected(reply.status(), List.of(), "", reply.retryAfter());
        }
        JsonNode result = reply.json().path("result");
        if (result.path("x509_pem").isTextual()) {
            return new Answer.Granted(
                    result.path("x509_pem").asText(),
                    Optional.of(new Secret(result.path("private_key_pem").asText(""))),
                    null,
                    null);
        }
        boolean isAnAnswer = reply.json().has("result") || reply.json().has("error");
        return isAnAnswer
                ? refused(reply.json().path("error"))
                // A page for instance, of a network that wants a login first: no certificate is in it.
                : new Answer.Granted("", Optional.empty(), null, null);
    }

    /** Odoo's own service gives no reasons; Padlock's does at this door too. */
    private static Answer refused(JsonNode error) {
        JsonNode data = error.path("data");
        List<Explained> reasons = PadlockDoor.reasons(data.path("reasons"));
        if (reasons.isEmpty() && !error.path("message").asText("").isEmpty()) {
            reasons = List.of(new Explained("", error.path("message").asText(), ""));
        }
        String reference = data.path("reference").asText("");
        return data.path("retryable").asBoolean(false)
                ? new Answer.Unexpected(
                        error.path("code").asInt(200),
                        reasons,
                        reference,
                        Duration.ofSeconds(Math.max(0, data.path("retryAfter").asInt(0))))
                : new Answer.Refused(200, reasons, reference);
    }

    @Override
    public Uni<Renewal> renewal(Connected identity, String serial) {
        return Uni.createFrom().item(new Renewal(Optional.empty(), Optional.empty(), Duration.ZERO));
    }
}
