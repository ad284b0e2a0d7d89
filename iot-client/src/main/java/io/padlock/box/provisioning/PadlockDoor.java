package io.padlock.box.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.padlock.box.identity.Box;
import io.padlock.box.identity.Identity.Connected;
import io.padlock.box.network.Courier;
import io.padlock.box.network.Reply;
import io.padlock.box.status.Status.Explained;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code /v1/certificates}, as the contract has it: the box makes its own key. What it does not know in an answer it ignores. */
final class PadlockDoor implements ServerDoor {

    private final Courier courier;

    PadlockDoor(Courier courier) {
        this.courier = courier;
    }

    @Override
    public Uni<Asked> ask(Connected identity, String signingRequest, Box box) {
        JsonObject body = new JsonObject()
                .put("databaseUuid", identity.databaseUuid())
                .put("enterpriseCode", identity.enterpriseCode().reveal())
                .put("signingRequest", signingRequest)
                .put("box", new JsonObject().put("identifier", box.identifier()).put("name", box.name()));
        return courier.post(identity.server(), "/v1/certificates", body.toBuffer())
                .map(reply -> new Asked(read(reply), reply.date()));
    }

    private static Answer read(Reply reply) {
        JsonNode body = reply.json();
        int status = reply.status();
        if (status == 200 || status == 201) {
            return new Answer.Granted(
                    body.path("certificateChain").asText(""),
                    Optional.empty(),
                    instant(body.path("renewal").path("start")).orElse(null),
                    instant(body.path("renewal").path("end")).orElse(null));
        }
        String reference = body.path("reference").asText("");
        boolean isFinal = reply.isProblem()
                && status >= 400
                && status < 500
                && !body.path("retryable").asBoolean(false);
        return isFinal
                ? new Answer.Refused(status, reasons(body.path("reasons")), reference)
                : new Answer.Unexpected(status, reasons(body.path("reasons")), reference, reply.retryAfter());
    }

    static List<Explained> reasons(JsonNode listed) {
        List<Explained> reasons = new ArrayList<>();
        for (JsonNode reason : listed) {
            reasons.add(new Explained(
                    reason.path("code").asText(""),
                    reason.path("explanation").asText(""),
                    reason.path("remedy").asText("")));
        }
        return List.copyOf(reasons);
    }

    @Override
    public Uni<Renewal> renewal(Connected identity, String serial) {
        return courier.get(identity.server(), "/v1/certificates/" + serial + "/renewal")
                .map(reply -> {
                    JsonNode body =
                            reply.status() == 200 ? reply.json() : reply.json().path("nothing");
                    return new Renewal(instant(body.path("start")), instant(body.path("end")), reply.retryAfter());
                });
    }

    private static Optional<Instant> instant(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asText("")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
