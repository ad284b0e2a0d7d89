package io.padlock.box.homepage;

import io.padlock.box.guard.Guard;
import io.padlock.box.guard.Guard.Verdict;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is sent to the box to change something. Each form carries the box's password, so that no other page can send one for
 * somebody; and one that says to come from another page is not even looked at.
 */
final class Forms {

    private static final long LONGEST_FORM = 16 * 1024;

    private final Vertx vertx;
    private final Guard guard;

    Forms(Vertx vertx, Guard guard) {
        this.vertx = vertx;
        this.guard = guard;
    }

    /** @param otherwise gets the verdict on whoever does not have the password */
    Route take(Router router, String path, Consumer<RoutingContext> then, Denied otherwise) {
        return router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_FORM))
                .handler(request -> {
                    if (isFromElsewhere(request)) {
                        request.fail(403);
                        return;
                    }
                    String password = request.request().getFormAttribute("password");
                    // Some tenths of a second of arithmetic: not on the event loop.
                    vertx.executeBlocking(() -> guard.ask(password == null ? "" : password))
                            .onSuccess(verdict -> {
                                if (verdict == Verdict.WELCOME) {
                                    then.accept(request);
                                } else {
                                    otherwise.tell(request, verdict);
                                }
                            })
                            .onFailure(request::fail);
                });
    }

    /** Somebody who does not have the password. */
    interface Denied {
        void tell(RoutingContext request, Verdict verdict);
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
