package io.padlock.provisioning.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.metrics.Refusals;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests that no door ever sees: those that HTTP forbids and the layers below let pass, and those that they refuse
 * themselves, without a word or with one of their own. What even the bytes' decoder refuses stays its own: an empty 400, 414
 * or 431.
 */
@ApplicationScoped
class NotHttp {

    /** Right behind the one that gives a request its reference. */
    private static final int EARLY = 999;

    private static final int FIRST = Integer.MIN_VALUE;
    private static final String REMEDY = "Send the request as RFC 9112 says.";
    private static final String CONTRACT = "The contract at /openapi.yaml says what is where.";

    private final ObjectMapper json;
    /** What comes behind a refusal may be a piece of the body that was refused. */
    private final Set<HttpConnection> ending = ConcurrentHashMap.newKeySet();

    NotHttp(ObjectMapper json) {
        this.json = json;
    }

    void check(@Observes Filters filters) {
        filters.register(this::check, EARLY);
    }

    void tell(@Observes Router router) {
        router.route().order(FIRST).failureHandler(this::tell);
        router.errorHandler(400, this::tell);
        router.errorHandler(404, this::tell);
    }

    private void check(RoutingContext request) {
        HttpServerRequest asked = request.request();
        if (!ending.isEmpty() && ending.contains(asked.connection())) {
            return;
        }
        if (asked.version() == null) {
            refuse(request, malformed("The request is of another version of HTTP than 1.0 and 1.1."));
            return;
        }
        List<String> codings = asked.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (asked.headers().getAll(HttpHeaders.HOST).size() > 1) {
            refuse(request, malformed("The request names its host more than once."));
        } else if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
            // Whoever stands between us and the sender may have read another end of this body: RFC 9112, section 6.1.
            refuse(request, malformed("The body comes in another Transfer-Encoding than 'chunked'."));
        } else if (asked.path().indexOf(';') >= 0 || hasDotSegment(asked.path())) {
            // For the framework these are parameters, for a proxy with rules they are part of an address.
            refuse(request, notFound());
        } else if (asked.method().equals(HttpMethod.OPTIONS)) {
            // The framework would answer by itself, with methods that the contract does not have.
            refuse(request, optionsOf(request));
        } else {
            endAfter(request);
            forgetTypeOfNothing(asked);
            request.next();
        }
    }

    /** Where two answers are to be had, the framework reads the type of a body that is not there, and fails on one that is none. */
    private static void forgetTypeOfNothing(HttpServerRequest asked) {
        if (asked.method().equals(HttpMethod.GET) || asked.method().equals(HttpMethod.HEAD)) {
            asked.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
    }

    /** In HTTP/1.0 an answer of unknown length lasts until the connection ends, whatever was said of keeping it. */
    private static void endAfter(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_1_1) {
            request.addEndHandler(sent -> request.request().connection().close());
        }
    }

    /** The layers below failed the request before anybody saw it, so it has no reference yet. */
    private void tell(RoutingContext request) {
        boolean isOurs =
                Arrival.referenceOf(request) == null && !request.response().headWritten();
        if (!isOurs) {
            request.next();
            return;
        }
        Arrival.greet(request);
        refuse(
                request,
                request.statusCode() == 404
                        ? notFound()
                        : malformed("The address or the host in the request can't be read."));
    }

    /** What is left of the body is not waited for, so the connection ends. */
    private void refuse(RoutingContext request, Unusable refusal) {
        HttpConnection connection = request.request().connection();
        ending.add(connection);
        Refused refused = new Refused(refusal);
        refused.logIfUnusable();
        Refusals.count(request.request().path(), refusal);
        request.response()
                .setStatusCode(refusal.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(written(Problem.of(refused, Arrival.referenceOf(request))))
                .compose(sent -> connection.close())
                .onComplete(closed -> ending.remove(connection));
    }

    private static Unusable optionsOf(RoutingContext request) {
        String allowed = Allowed.at(request.normalizedPath());
        if (allowed.isEmpty()) {
            return notFound();
        }
        request.response().putHeader(HttpHeaders.ALLOW, allowed);
        return notAllowed();
    }

    private Buffer written(Problem problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem that can't be written", e);
        }
    }

    private static Unusable malformed(String explanation) {
        return unusable(400, "MALFORMED_REQUEST", explanation, REMEDY);
    }

    private static Unusable notFound() {
        return unusable(404, "NOT_FOUND", "Nothing is at this address.", CONTRACT);
    }

    private static Unusable notAllowed() {
        return unusable(405, "METHOD_NOT_ALLOWED", "This address does not take this method.", CONTRACT);
    }

    static Unusable unusable(int status, String code, String explanation, String remedy) {
        return new Unusable(
                status, explanation.substring(0, explanation.length() - 1), new Reason(code, explanation, remedy));
    }

    /** Who asks takes them out (RFC 3986, section 5.2.4); else one address would be answered as another. */
    private static boolean hasDotSegment(String path) {
        return path.contains("/./") || path.contains("/../") || path.endsWith("/.") || path.endsWith("/..");
    }
}
