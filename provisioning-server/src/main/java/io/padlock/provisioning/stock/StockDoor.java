package io.padlock.provisioning.stock;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Provisioning;
import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.FreshKey;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.wire.JsonBody;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * POST /odoo-enterprise/iot/x509. No @Consumes and no @Produces: the oldest boxes accept text/plain and want JSON. Made at
 * start, so that its settings are judged then.
 */
@Path("/odoo-enterprise/iot/x509")
@Singleton
@Startup
public class StockDoor {

    private static final Logger LOG = Logger.getLogger(StockDoor.class);
    private static final Duration BOX_HANGS_UP = Duration.ofSeconds(5);

    private final Provisioning provisioning;
    private final Authority authority;
    private final ParentDomain domain;
    private final Duration deadline;

    StockDoor(Provisioning provisioning, Authority authority, ParentDomain domain, StockConfig config) {
        this.provisioning = provisioning;
        this.authority = authority;
        this.domain = domain;
        this.deadline = config.deadline();
        if (deadline.compareTo(BOX_HANGS_UP) >= 0) {
            throw new CannotStart("padlock.stock.deadline is " + deadline.toMillis()
                    + " ms; a stock box hangs up after " + BOX_HANGS_UP.toMillis() + " ms, so it must be shorter.");
        }
    }

    @POST
    public Uni<Response> request(byte[] body) {
        return Uni.createFrom()
                .deferred(() -> certificateAndKey(body))
                .onFailure()
                .recoverWithItem(StockDoor::refusal)
                .map(answer ->
                        Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build());
    }

    private Uni<StockAnswer> certificateAndKey(byte[] body) {
        StockRequest.Parsed sent = JsonBody.read(body, StockRequest.class).parsed();
        FreshKey key = FreshKey.make();
        return provisioning
                .certificateFor(sent.withKey(key.publicKey()), deadline)
                .map(provisioned -> StockAnswer.granted(provisioned, key, authority, domain));
    }

    private static StockAnswer refusal(Throwable failure) {
        if (failure instanceof Refused refused) {
            refused.logIfUnusable();
            return StockAnswer.refused(refused);
        }
        Refused refused = new Refused(new InternalError());
        LOG.errorf(failure, "A mistake of ours, reference %s", refused.reference());
        return StockAnswer.refused(refused);
    }
}
