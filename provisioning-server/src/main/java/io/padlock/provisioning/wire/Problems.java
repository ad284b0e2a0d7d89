package io.padlock.provisioning.wire;

import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.Reason;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where a failure becomes an answer under /v1. What was not foreseen says nothing outside. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

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
        return refused(new Refused(
                switch (e.getResponse().getStatus()) {
                    case 404 -> unusable(404, "Nothing is at this address", "NOT_FOUND");
                    case 405 -> unusable(405, "This address does not take this method", "METHOD_NOT_ALLOWED");
                    case 406 -> unusable(406, "This address does not answer in an accepted type", "NOT_ACCEPTABLE");
                    case 413 -> unusable(413, "The request body is too large", "BODY_TOO_LARGE");
                    case 415 -> unusable(415, "The body is not declared to be JSON", "UNSUPPORTED_MEDIA_TYPE");
                    default -> unusable(400, "The request can't be read", "MALFORMED_REQUEST");
                }));
    }

    @ServerExceptionMapper
    Response bug(Throwable failure) {
        Refused refused = new Refused(new InternalError());
        LOG.errorf(failure, "A mistake of ours. Reference %s.", refused.reference());
        return refused(refused);
    }

    private static Unusable unusable(int status, String title, String code) {
        return new Unusable(
                status, title, new Reason(code, title + ".", "Send what the contract at /openapi.yaml says."));
    }
}
