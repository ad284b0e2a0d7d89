package io.padlock.provisioning.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one caller can make us hold. Quarkus has one limit for all addresses ({@code quarkus.http.limits.max-body-size}) and
 * can't be asked to make an exception, so that limit is the longest body's, and this one, a moment later, is that of all
 * the others. An address that is written in an unusual way is one of the others.
 */
@ApplicationScoped
class BodyLimit {

    /**
     * So much of a body is held before anybody is asked whether its sender may be here. The contract's own limit, 64 KiB,
     * is answered in words by who reads it; what is only a little longer must get that far.
     */
    private static final long LIMIT = 128 * 1024;

    /** Right behind Quarkus' own, which would overwrite what is said here. */
    private static final int BEHIND_QUARKUS = 1;

    private final Set<String> exceptions;

    BodyLimit(@All List<LongBody> exceptions) {
        this.exceptions = exceptions.stream().map(LongBody::path).collect(Collectors.toSet());
    }

    void register(@Observes Filters filters) {
        filters.register(this::limit, BEHIND_QUARKUS);
    }

    private void limit(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (exceptions.contains(request.request().path())) {
            request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        } else if (length == null) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, LIMIT);
        } else if (Long.parseLong(length) > LIMIT) {
            cut(request);
            return;
        }
        request.next();
    }

    /** As Quarkus does: nothing of the body is read. */
    private static void cut(RoutingContext request) {
        request.response()
                .setStatusCode(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end()
                .onComplete(sent -> request.request().connection().close());
    }
}
