package io.padlock.provisioning.api;

import io.padlock.provisioning.DryRun;
import io.padlock.provisioning.eligibility.Check;
import io.padlock.provisioning.wire.Doorkeeper;
import io.padlock.provisioning.wire.JsonBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;

/** POST /v1/eligibility. Guessing contract codes here is counted as it is where certificates are asked for. */
@Path("/v1/eligibility")
public class EligibilityResource {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final DryRun dryRun;
    private final Doorkeeper doorkeeper;

    EligibilityResource(DryRun dryRun, Doorkeeper doorkeeper) {
        this.dryRun = dryRun;
        this.doorkeeper = doorkeeper;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<EligibilityAnswer> check(byte[] body, @Context RoutingContext request) {
        doorkeeper.admit(request);
        EligibilityRequest.Parsed asked =
                JsonBody.read(body, EligibilityRequest.class).parsed();
        doorkeeper.mayAsk(request, asked.database());
        return dryRun.of(asked.database(), asked.contract(), DEADLINE)
                .invoke(checks -> count(checks, asked, request))
                .map(EligibilityAnswer::of);
    }

    private void count(List<Check> checks, EligibilityRequest.Parsed asked, RoutingContext request) {
        if (!DryRun.isKnown(checks)) {
            doorkeeper.wasWrong(request, asked.database());
        }
    }
}
