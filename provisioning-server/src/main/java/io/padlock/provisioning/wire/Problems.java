package io.padlock.provisioning.wire;

import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.metrics.Refusals;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an answer under /v1. What was not foreseen says nothing outside. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String CONTRACT = "The contract at /openapi.yaml says what is where.";

    @ServerExceptionMapper
    Response refused(Refused refused, RoutingContext request) {
        refused.logIfUnusable();
        Refusals.count(request.normalizedPath(), refused.refusal());
        ResponseBuilder answer = Response.status(refused.refusal().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(refused, Arrival.referenceOf(request)));
        if (refused.refusal().status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"padlock operator\"");
        }
        refused.refusal()
                .retryAfter()
                .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait)));
        return answer.build();
    }

    /** What the framework refuses by itself: an address, method or media type that the contract does not have. */
    @ServerExceptionMapper
    Response notInTheContract(WebApplicationException e, RoutingContext request) {
        int status = status(e, request);
        if (status >= 500) {
            return bug(e, request);
        }
        Response answer = refused(
                new Refused(
                        switch (status) {
                            case 404 -> NotHttp.unusable(404, "NOT_FOUND", "Nothing is at this address.", CONTRACT);
                            case 405 ->
                                NotHttp.unusable(
                                        405, "METHOD_NOT_ALLOWED", "This address does not take this method.", CONTRACT);
                            case 406 ->
                                NotHttp.unusable(
                                        406,
                                        "NOT_ACCEPTABLE",
                                        "This address does not answer in a type that 'Accept' names.",
                                        "Send no header 'Accept', or one with the type that the contract at /openapi.yaml names for this address.");
                            case 415 ->
                                NotHttp.unusable(
                                        415,
                                        "UNSUPPORTED_MEDIA_TYPE",
                                        "The body is not declared to be of a type that this address takes.",
                                        "Send the header 'Content-Type' with the type that the contract at /openapi.yaml names for this address: mostly 'application/json'.");
                            default ->
                                NotHttp.unusable(400, "MALFORMED_REQUEST", "The request can't be read.", CONTRACT);
                        }),
                request);
        return status == 405 ? withAllow(answer, request) : answer;
    }

    /** Where addresses of several doors begin alike, the framework says "not found" for a method that none of them takes. */
    private static int status(WebApplicationException e, RoutingContext request) {
        int status = e.getResponse().getStatus();
        String allowed = Allowed.at(request.normalizedPath());
        boolean isOtherMethod = !allowed.isEmpty()
                && !List.of(allowed.split(", "))
                        .contains(request.request().method().name());
        return status == 404 && isOtherMethod ? 405 : status;
    }

    private static Response withAllow(Response answer, RoutingContext request) {
        return Response.fromResponse(answer)
                .header(HttpHeaders.ALLOW, Allowed.at(request.normalizedPath()))
                .build();
    }

    /** Quarkus stops reading a body over its own limit in the middle; that is the sender's doing, not ours. */
    @ServerExceptionMapper
    Response unreadable(IOException failure, RoutingContext request) {
        boolean isTooLarge = "Request too large".equals(failure.getMessage());
        if (isTooLarge && request.response().ended()) {
            // Quarkus has said so itself, with a status alone.
            return Response.status(413).build();
        }
        return isTooLarge
                ? refused(
                        new Refused(NotHttp.unusable(
                                413,
                                "BODY_TOO_LARGE",
                                "The body is over 128 KiB.",
                                "Send only the fields that the contract names.")),
                        request)
                : bug(failure, request);
    }

    @ServerExceptionMapper
    Response bug(Throwable failure, RoutingContext request) {
        LOG.error("A mistake of ours.", failure);
        return refused(new Refused(new InternalError()), request);
    }
}
