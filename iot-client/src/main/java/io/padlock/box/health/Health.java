package io.padlock.box.health;

import io.padlock.box.provisioning.BoxState;
import io.padlock.box.provisioning.Keeper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /q/health} as MicroProfile Health words it: alive while it answers, ready while it serves a certificate. */
@ApplicationScoped
class Health {

    private final Keeper keeper;

    Health(Keeper keeper) {
        this.keeper = keeper;
    }

    void route(@Observes Router router) {
        router.get("/q/health/live").handler(request -> answer(request, true, new JsonArray()));
        router.get("/q/health/ready").handler(this::answerWithReadiness);
        router.get("/q/health").handler(this::answerWithReadiness);
    }

    private void answerWithReadiness(RoutingContext request) {
        BoxState state = keeper.state();
        boolean serves = state.pair().isPresent();
        answer(
                request,
                serves,
                new JsonArray()
                        .add(new JsonObject()
                                .put("name", "Serves a valid certificate")
                                .put("status", word(serves))
                                .put(
                                        "data",
                                        new JsonObject()
                                                .put("code", state.status().code()))));
    }

    private static void answer(RoutingContext request, boolean isUp, JsonArray checks) {
        request.response()
                .setStatusCode(isUp ? 200 : 503)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(new JsonObject()
                        .put("status", word(isUp))
                        .put("checks", checks)
                        .encode());
    }

    private static String word(boolean isUp) {
        return isUp ? "UP" : "DOWN";
    }
}
