package io.padlock.box.homepage;

import io.padlock.box.provisioning.Keeper;
import io.padlock.box.provisioning.Keeper.Step;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/** What an attempt is at, as it goes: server-sent events for the page's own script. Nothing that the page does not say too. */
@ApplicationScoped
class Events {

    /** More open tabs than a shop has people; each holds a connection. */
    private static final int MOST = 20;

    private static final long HEARTBEAT_MS = 15_000;

    private final Keeper keeper;
    private final Vertx vertx;
    private final AtomicInteger open = new AtomicInteger();

    Events(Keeper keeper, Vertx vertx) {
        this.keeper = keeper;
        this.vertx = vertx;
    }

    void route(@Observes Router router) {
        router.get("/events").handler(this::open);
    }

    private void open(RoutingContext request) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            request.response().setStatusCode(503).end();
            return;
        }
        HttpServerResponse response = Page.events(request);
        Runnable unwatch = keeper.watch(step -> write(response, step));
        // Whoever shows an older state than this has missed the end of an attempt.
        response.write("event: hello\ndata: " + keeper.state().mark() + "\n\n");
        long heartbeat = vertx.setPeriodic(HEARTBEAT_MS, beat -> response.write(": still here\n\n"));
        response.closeHandler(closed -> {
            open.decrementAndGet();
            vertx.cancelTimer(heartbeat);
            unwatch.run();
        });
    }

    /** A tab that does not read must not fill memory: it gets the next one. */
    private static void write(HttpServerResponse response, Step step) {
        if (!response.closed() && !response.writeQueueFull()) {
            response.write("event: step\ndata: " + step + "\n\n");
        }
    }
}
