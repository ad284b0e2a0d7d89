package io.padlock.provisioning.wire;

import io.opentelemetry.api.trace.Span;
import io.padlock.provisioning.Reference;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Where every request comes in, before any door: it gets its reference here, once, and the time. The answer carries both whatever
 * becomes of the request, and so does every line that is logged on the request's Vert.x context.
 */
@ApplicationScoped
public class Arrival {

    public static final String HEADER = "Padlock-Reference";

    /** Before Quarkus' own limits and handlers, which answer some requests by themselves. */
    private static final int FIRST = 1000;

    private static final String KEY = Arrival.class.getName();
    private static final String TRACE_IN_LOG = "traceId";
    /** W3C Trace Context, section 3.2.2: version, trace, parent, flags. */
    private static final Pattern TRACE_PARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final DateHeader date;

    Arrival(Clock clock) {
        this.date = new DateHeader(clock);
    }

    void register(@Observes Filters filters) {
        filters.register(this::welcome, FIRST);
    }

    private void welcome(RoutingContext request) {
        greet(request);
        request.response().putHeader(DateHeader.NAME, date.now());
        request.next();
    }

    /** For those that don't come in by the door. */
    static void greet(RoutingContext request) {
        Reference reference = Reference.fresh();
        request.put(KEY, reference);
        request.response().putHeader(HEADER, reference.text());
        MDC.put(Reference.IN_LOG, reference.text());
        // Without a collector of traces this is a span that forgets.
        Span.current().setAttribute("padlock.reference", reference.text());
        keepTrace(request.request());
    }

    /** Whoever asks with a trace of their own finds our lines by it. */
    private static void keepTrace(HttpServerRequest request) {
        String sent = request.getHeader("traceparent");
        if (sent != null) {
            Matcher trace = TRACE_PARENT.matcher(sent);
            if (trace.matches()) {
                MDC.put(TRACE_IN_LOG, trace.group(1));
            }
        }
    }

    /** @return the request's reference, the same for as long as it lives */
    public static Reference referenceOf(RoutingContext request) {
        return request.get(KEY);
    }
}
