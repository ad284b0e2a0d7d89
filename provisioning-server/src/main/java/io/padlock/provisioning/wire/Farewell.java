package io.padlock.provisioning.wire;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * A server that was asked to stop answers on, and each answer ends its connection (RFC 9112, section 9.6): who asks again
 * connects anew, and a load balancer that looked at readiness sends them elsewhere. Quarkus does the same only after the
 * delay, when connections that rest are closed already; whoever had just sent a request on one of them got no answer.
 */
@ApplicationScoped
class Farewell {

    /** Before whatever answers by itself. */
    private static final int FIRST = 1001;

    private volatile boolean leaving;

    void leave(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext request) {
        if (leaving && request.request().version() == HttpVersion.HTTP_1_1) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.addEndHandler(answered -> request.request().connection().close());
        }
        request.next();
    }
}
