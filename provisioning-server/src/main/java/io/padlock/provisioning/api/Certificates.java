package io.padlock.provisioning.api;

import io.padlock.provisioning.Provisioned;
import io.padlock.provisioning.Provisioning;
import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.RefusedKeys;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.wire.Arrival;
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
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** POST /v1/certificates. */
@Path("/v1/certificates")
public class Certificates {

    /** A Padlock box waits a minute; whoever has to be told "later" is told well before. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Provisioning provisioning;
    private final Authority authority;
    private final ParentDomain domain;
    private final RefusedKeys refused;
    private final Doorkeeper doorkeeper;

    Certificates(
            Provisioning provisioning,
            Authority authority,
            ParentDomain domain,
            RefusedKeys refused,
            Doorkeeper doorkeeper) {
        this.provisioning = provisioning;
        this.authority = authority;
        this.domain = domain;
        this.refused = refused;
        this.doorkeeper = doorkeeper;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> request(byte[] body, @Context RoutingContext request) {
        doorkeeper.admit(request);
        ProvisioningRequest asked =
                JsonBody.read(body, CertificateRequest.class).parsed(Arrival.referenceOf(request), refused, domain);
        return doorkeeper
                .watch(request, asked.database(), () -> provisioning.certificateFor(asked, DEADLINE))
                .map(this::answer);
    }

    private Response answer(Provisioned provisioned) {
        return Response.status(provisioned.repeated() ? Response.Status.OK : Response.Status.CREATED)
                .entity(CertificateAnswer.of(provisioned.certificate(), authority, domain))
                .build();
    }
}
