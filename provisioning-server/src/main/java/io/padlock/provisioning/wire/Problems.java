package io.padlock.provisioning.wire;

import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an answer under /v1. What was not foreseen says nothing outside. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String CONTRACT = "The contract at /openapi.yaml says what is where.";

    @ServerExceptionMapper
    Response refused(Refused refused) {
        refused.logIfUnusable();
        ResponseBuilder answer = Response.status(refused.refusal().status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(refused));
        if (refused.refusal().status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"padlock operator\"");
        }
        if (refused.refusal().status() == 503) {
            // Spread, so that boxes that were turned away together don't come back together.
            answer.header(HttpHeaders.RETRY_AFTER, ThreadLocalRandom.current().nextInt(5, 31));
        }
        return answer.build();
    }

    /** What the framework refuses by itself: an address, method or media type that the contract does not have. */
    @ServerExceptionMapper
    Response notInTheContract(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= 500) {
            return bug(e);
        }
        return refused(new Refused(
                switch (status) {
                    case 404 -> unusable(404, "NOT_FOUND", "Nothing is at this address.", CONTRACT);
                    case 405 ->
                        unusable(405, "METHOD_NOT_ALLOWED", "This address does not take this method.", CONTRACT);
                    case 406 ->
                        unusable(
                                406,
                                "NOT_ACCEPTABLE",
                                "This address does not answer in a type that 'Accept' names.",
                                "Send the header 'Accept: application/json', or none.");
                    case 415 ->
                        unusable(
                                415,
                                "UNSUPPORTED_MEDIA_TYPE",
                                "The body is not declared to be JSON.",
                                "Send the header 'Content-Type: application/json'.");
                    default -> unusable(400, "MALFORMED_REQUEST", "The request can't be read.", CONTRACT);
                }));
    }

    /** Quarkus stops reading a body over its own limit in the middle; that is the sender's doing, not ours. */
    @ServerExceptionMapper
    Response unreadable(IOException failure) {
        return "Request too large".equals(failure.getMessage())
                ? refused(new Refused(unusable(
                        413,
                        "BODY_TOO_LARGE",
                        "The body is over 1 MiB.",
                        "Send only the fields that the contract names.")))
                : bug(failure);
    }

    @ServerExceptionMapper
    Response bug(Throwable failure) {
        Refused refused = new Refused(new InternalError());
        LOG.errorf(failure, "A mistake of ours, reference %s", refused.reference());
        return refused(refused);
    }

    private static Unusable unusable(int status, String code, String explanation, String remedy) {
        return new Unusable(
                status, explanation.substring(0, explanation.length() - 1), new Reason(code, explanation, remedy));
    }
}
