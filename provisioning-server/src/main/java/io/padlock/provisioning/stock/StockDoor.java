package io.padlock.provisioning.stock;

import io.padlock.provisioning.CannotStart;
import io.padlock.provisioning.Provisioning;
import io.padlock.provisioning.ProvisioningRequest;
import io.padlock.provisioning.Reference;
import io.padlock.provisioning.Refusal.InternalError;
import io.padlock.provisioning.Refusal.NotEligible;
import io.padlock.provisioning.Refusal.Overloaded;
import io.padlock.provisioning.Refusal.TooManyRequests;
import io.padlock.provisioning.Refusal.UnknownDatabaseOrContract;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.issuance.FreshKey;
import io.padlock.provisioning.metrics.Refusals;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.wire.Arrival;
import io.padlock.provisioning.wire.Doorkeeper;
import io.padlock.provisioning.wire.JsonBody;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * POST /odoo-enterprise/iot/x509. No @Consumes and no @Produces: the oldest boxes accept text/plain and want JSON. Made at
 * start, so that its settings are judged then.
 */
@Path(StockDoor.PATH)
@Singleton
@Startup
public class StockDoor {

    static final String PATH = "/odoo-enterprise/iot/x509";
    private static final Logger LOG = Logger.getLogger(StockDoor.class);
    private static final Duration BOX_HANGS_UP = Duration.ofSeconds(5);
    private static final Duration SHORTEST_DEADLINE = Duration.ofMillis(100);
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Provisioning provisioning;
    private final Authority authority;
    private final ParentDomain domain;
    private final Doorkeeper doorkeeper;
    private final Duration deadline;
    private final StockRefusal refusals;
    private final StockKeys keys;

    StockDoor(
            Provisioning provisioning,
            Authority authority,
            ParentDomain domain,
            Doorkeeper doorkeeper,
            StockConfig config) {
        this.provisioning = provisioning;
        this.authority = authority;
        this.domain = domain;
        this.doorkeeper = doorkeeper;
        this.deadline = deadline(config);
        this.refusals = config.refusals();
        this.keys = StockKeys.of(config);
    }

    static Duration deadline(StockConfig config) {
        Duration deadline = config.deadline();
        if (deadline.compareTo(BOX_HANGS_UP) >= 0) {
            throw new CannotStart("padlock.stock.deadline is " + deadline + "; a stock box hangs up after "
                    + BOX_HANGS_UP.toMillis() + " ms, so it must be shorter.");
        }
        if (deadline.compareTo(SHORTEST_DEADLINE) < 0) {
            throw new CannotStart("padlock.stock.deadline is " + deadline + "; nothing is issued in less than "
                    + SHORTEST_DEADLINE.toMillis() + " ms, so it must be longer.");
        }
        return deadline;
    }

    @POST
    public Uni<Response> request(byte[] body, @Context RoutingContext request) {
        Reference reference = Arrival.referenceOf(request);
        return Uni.createFrom()
                .deferred(() -> certificateAndKey(body, request))
                .onFailure()
                .recoverWithItem(failure -> refusal(failure, reference))
                .map(this::response);
    }

    private Response response(StockAnswer answer) {
        boolean refusedByStatus = answer.error() != null && refusals == StockRefusal.STATUS;
        return Response.status(refusedByStatus ? Response.Status.SERVICE_UNAVAILABLE : Response.Status.OK)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer)
                .build();
    }

    private Uni<StockAnswer> certificateAndKey(byte[] body, RoutingContext request) {
        doorkeeper.admit(request);
        StockRequest.Parsed sent = JsonBody.read(body, StockRequest.class).parsed();
        return doorkeeper.watch(request, sent.database(), () -> issued(sent, Arrival.referenceOf(request)));
    }

    private Uni<StockAnswer> issued(StockRequest.Parsed sent, Reference reference) {
        long asked = System.nanoTime();
        return keys.next(deadline).chain(key -> issued(sent.withKey(key.publicKey(), reference), key, left(asked)));
    }

    private Uni<StockAnswer> issued(ProvisioningRequest request, FreshKey key, Duration limit) {
        return provisioning
                .certificateFor(request, limit)
                .onFailure(StockDoor::leftTheKeyUnused)
                .invoke(() -> keys.giveBack(key))
                .map(provisioned -> StockAnswer.granted(provisioned, key, authority, domain));
    }

    /** What waiting for a key has left of the time. */
    private Duration left(long asked) {
        Duration left = deadline.minusNanos(System.nanoTime() - asked);
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    /** Refusals that come before anything is signed. After "later" nobody knows: such a key is given up. */
    private static boolean leftTheKeyUnused(Throwable failure) {
        return failure instanceof Refused refused
                && (refused.refusal() instanceof UnknownDatabaseOrContract
                        || refused.refusal() instanceof NotEligible
                        || refused.refusal() instanceof TooManyRequests
                        || refused.refusal() instanceof Overloaded);
    }

    @PreDestroy
    void stop() {
        keys.close();
    }

    private static StockAnswer refusal(Throwable failure, Reference reference) {
        if (failure instanceof Refused refused) {
            reference.whileLogging(refused::logIfUnusable);
            return refused(refused, reference);
        }
        reference.whileLogging(() -> LOG.error("A mistake of ours.", failure));
        return refused(new Refused(new InternalError()), reference);
    }

    private static StockAnswer refused(Refused refused, Reference reference) {
        Refusals.count(PATH, refused.refusal());
        return StockAnswer.refused(refused, reference);
    }
}
