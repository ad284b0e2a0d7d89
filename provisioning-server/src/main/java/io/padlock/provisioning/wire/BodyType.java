package io.padlock.provisioning.wire;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A body is of one type. The framework would take a range of them, or an empty header, for whatever is wanted. */
@Singleton
class BodyType {

    /** Behind the question who asks: it is answered first. */
    @ServerRequestFilter(priority = Priorities.USER)
    void mustBeOne(RoutingContext request, ResourceInfo asked) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        boolean isNone = type != null && (type.isBlank() || type.indexOf('*') >= 0);
        if (isNone && asked.getResourceMethod().isAnnotationPresent(Consumes.class)) {
            throw new NotSupportedException();
        }
    }
}
