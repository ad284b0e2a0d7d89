package io.padlock.box.homepage;

import io.padlock.box.words.Language;
import io.padlock.box.words.Words;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What all answers of the box have in common: they are for now, for here, and for nobody's frame. */
final class Page {

    /** Scripts and styles are the box's own files; nothing is fetched from anywhere else, and nobody else may show this. */
    private static final String NOTHING_FOREIGN = "default-src 'none'; style-src 'self'; script-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private Page() {}

    static void answer(RoutingContext request, String type, String body) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", NOTHING_FOREIGN)
                .end(body);
    }

    static void html(RoutingContext request, String html) {
        answer(request, "text/html;charset=UTF-8", html);
    }

    /** Chosen on the page, or else by the browser. */
    static Words words(RoutingContext request) {
        Language wanted = Language.wantedBy(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        String chosen = request.request().getParam("lang");
        return Words.in(chosen == null ? wanted : Language.tagged(chosen).orElse(wanted));
    }
}
