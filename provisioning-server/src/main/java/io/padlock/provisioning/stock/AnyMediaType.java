package io.padlock.provisioning.stock;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The stock door reads anything as JSON and answers in JSON, so it has no use for types that the framework can't read. */
@ApplicationScoped
class AnyMediaType {

    private static final int EARLY = 998;

    void register(@Observes Filters filters) {
        filters.register(AnyMediaType::forget, EARLY);
    }

    private static void forget(RoutingContext request) {
        if (StockDoor.PATH.equals(request.normalizedPath())) {
            MultiMap headers = request.request().headers();
            headers.remove(HttpHeaders.ACCEPT);
            headers.remove(HttpHeaders.CONTENT_TYPE);
            headers.add(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        request.next();
    }
}
