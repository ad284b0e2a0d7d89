package io.padlock.box.homepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** What all answers of the box have in common: they are for now, for here, and for nobody's frame. */
final class Page {

    /** Scripts and styles are the box's own files; nothing is fetched from anywhere else, and nobody else may show this. */
    private static final String NOTHING_FOREIGN = "default-src 'none'; style-src 'self'; script-src 'self';"
            + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; connect-src 'self'";

    private static final String HTML = "text/html;charset=UTF-8";

    private Page() {}

    static void answer(RoutingContext request, String type, String body) {
        answer(request, type, Buffer.buffer(body), "");
    }

    static void answer(RoutingContext request, String type, Buffer body) {
        answer(request, type, body, "");
    }

    private static void answer(RoutingContext request, String type, Buffer body, String alsoConnects) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", NOTHING_FOREIGN + alsoConnects)
                .end(body);
    }

    static void html(RoutingContext request, String html) {
        answer(request, HTML, html);
    }

    /** @param other with whom the page's script may connect, too */
    static void html(RoutingContext request, String html, String other) {
        answer(request, HTML, Buffer.buffer(html), " " + other);
    }

    /** The head of server-sent events: what follows is written as it comes. */
    static HttpServerResponse events(RoutingContext request) {
        return request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .setChunked(true);
    }

    /** Others than browsers get the same as JSON. */
    static boolean isForPeople(RoutingContext request) {
        return String.valueOf(request.request().getHeader(HttpHeaders.ACCEPT)).contains("text/html");
    }

    static void json(RoutingContext request, ObjectMapper json, Object told) {
        try {
            answer(request, "application/json", json.writeValueAsString(told));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    /** Chosen on the page, or else by the browser. */
    static Words words(RoutingContext request) {
        Language wanted = Language.wantedBy(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        String chosen = request.request().getParam("lang");
        return Words.in(chosen == null ? wanted : Language.tagged(chosen).orElse(wanted));
    }
}
