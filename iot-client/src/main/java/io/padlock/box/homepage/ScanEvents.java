package io.padlock.box.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.padlock.box.printers.Scan;
import io.padlock.box.words.Words;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** How far a search for printers is, as it goes: server-sent events for the page's own script. */
@ApplicationScoped
class ScanEvents {

    private static final int MOST = 10;

    private final PrintersPage page;
    private final Vertx vertx;
    private final ObjectMapper json;
    private final AtomicInteger open = new AtomicInteger();

    ScanEvents(PrintersPage page, Vertx vertx, ObjectMapper json) {
        this.page = page;
        this.vertx = vertx;
        this.json = json;
    }

    void route(@Observes Router router) {
        router.get("/printers/scan/events").handler(this::open);
    }

    private void open(RoutingContext request) {
        Scan scan = page.scan();
        if (scan == null) {
            // A browser asks no further then (HTML, section 9.2.5).
            request.response().setStatusCode(204).end();
            return;
        }
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            request.response().setStatusCode(503).end();
            return;
        }
        new Stream(Page.events(request), scan, Page.words(request)).begin();
    }

    /** One tab's. It ends with the search or with the tab, whichever is first, and gives its place back once. */
    private final class Stream {

        private final HttpServerResponse response;
        private final Scan scan;
        private final Words words;
        private final AtomicBoolean isOver = new AtomicBoolean();
        private Runnable unwatch;

        Stream(HttpServerResponse response, Scan scan, Words words) {
            this.response = response;
            this.scan = scan;
            this.words = words;
        }

        void begin() {
            Context context = vertx.getOrCreateContext();
            // Told by the search's own threads.
            unwatch = scan.watch(progress -> context.runOnContext(go -> write(progress)));
            // Of a tab that goes before the end: of an answer that was ended Vert.x tells nothing any more.
            response.closeHandler(closed -> over());
            write(scan.progress());
        }

        /** A tab that does not read gets the next one; the last one it gets in any case, since that one ends it. */
        private void write(Scan.Progress progress) {
            if (response.closed() || response.ended() || (response.writeQueueFull() && progress.running())) {
                return;
            }
            try {
                ObjectNode event = json.valueToTree(progress);
                event.put("says", PrintersPage.inWords(progress, words));
                response.write("event: scan\ndata: " + json.writeValueAsString(event) + "\n\n");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Numbers and addresses can't be written as JSON.", e);
            }
            if (!progress.running()) {
                response.end();
                over();
            }
        }

        private void over() {
            if (isOver.compareAndSet(false, true)) {
                open.decrementAndGet();
                unwatch.run();
            }
        }
    }
}
