package io.padlock.box.homepage;

import io.padlock.box.guard.Guard;
import io.padlock.box.words.Phrase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is sent to the box to change something. Each form carries the box's password, so that no other page can send one for
 * somebody; and one that says to come from another page is not even looked at.
 */
@ApplicationScoped
class Forms {

    private static final long LONGEST_FORM = 16 * 1024;

    private final Vertx vertx;
    private final Guard guard;

    Forms(Vertx vertx, Guard guard) {
        this.vertx = vertx;
        this.guard = guard;
    }

    /**
     * Password and change are a worker's: some tenths of a second of arithmetic, then files that are synced, which takes
     * milliseconds on a box's card. An event loop has no time for either.
     *
     * @param otherwise tells whoever does not have the password
     */
    Route take(Router router, String path, Consumer<RoutingContext> then, Otherwise otherwise) {
        return router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_FORM))
                .handler(request -> {
                    if (isFromElsewhere(request)) {
                        request.fail(403);
                        return;
                    }
                    vertx.executeBlocking(() -> {
                                judged(request, then, otherwise);
                                return null;
                            })
                            .onFailure(request::fail);
                });
    }

    private void judged(RoutingContext request, Consumer<RoutingContext> then, Otherwise otherwise) {
        switch (guard.ask(field(request, "password"))) {
            case WELCOME -> then.accept(request);
            case LATER -> otherwise.tell(request, 429, Phrase.of("settings.later"));
            case WRONG -> otherwise.tell(request, 403, Phrase.of("settings.wrong-password"));
        }
    }

    /** As browsers say it, newer ones by the first header, all of them by the second. */
    static boolean isFromElsewhere(RoutingContext request) {
        String site = request.request().getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.request().getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals("null") && !isThis(origin, request);
    }

    private static boolean isThis(String origin, RoutingContext request) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin)
                            .getRawAuthority()
                            .equalsIgnoreCase(request.request().getHeader(HttpHeaders.HOST));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @return "" where the field is not there */
    static String field(RoutingContext request, String name) {
        String value = request.request().getFormAttribute(name);
        return value == null ? "" : value;
    }

    static void goTo(RoutingContext request, String path, Map<String, String> parameters) {
        StringBuilder address = new StringBuilder(path);
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)));
        request.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, address.toString())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}
