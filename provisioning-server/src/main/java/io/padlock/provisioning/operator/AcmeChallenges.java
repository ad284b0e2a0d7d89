package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.dns.AcmeChallengeTable;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.wire.Field;
import io.padlock.provisioning.wire.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What stands at {@code _acme-challenge.<zone>} in the DNS: /v1/operator/zones/{zone}/acme-challenge. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/zones/{zone}/acme-challenge")
@Produces(MediaType.APPLICATION_JSON)
public class AcmeChallenges {

    private final Desk desk;
    private final AcmeChallengeTable challenges;
    private final ParentDomain domain;

    AcmeChallenges(Desk desk, AcmeChallengeTable challenges, ParentDomain domain) {
        this.desk = desk;
        this.challenges = challenges;
        this.domain = domain;
    }

    record Answer(String name, List<String> values) {}

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Answer> put(@RestPath String zone, byte[] body) {
        List<String> values = JsonBody.read(body, AcmeChallengeBody.class).parsed();
        Zone asked = parsed(zone);
        return desk.serve(challenges.put(asked, values)).map(found -> answer(asked, found));
    }

    @GET
    public Uni<Answer> get(@RestPath String zone) {
        Zone asked = parsed(zone);
        return desk.serve(challenges.read(asked)).map(found -> answer(asked, found));
    }

    @DELETE
    public Uni<Response> delete(@RestPath String zone) {
        Zone asked = parsed(zone);
        return desk.serve(challenges.delete(asked)).map(isThere -> {
            if (!isThere) {
                throw noSuchZone(asked);
            }
            return Response.noContent().build();
        });
    }

    private static Zone parsed(String zone) {
        return Field.parse("INVALID_ZONE", zone.toLowerCase(Locale.ROOT), Zone::new);
    }

    private Answer answer(Zone zone, Optional<List<String>> found) {
        return new Answer("_acme-challenge." + zone + "." + domain, found.orElseThrow(() -> noSuchZone(zone)));
    }

    private static Refused noSuchZone(Zone zone) {
        return new Refused(
                new Unusable(
                        404,
                        "No such zone",
                        new Reason(
                                "NO_SUCH_ZONE",
                                "No database has the zone " + zone + ".",
                                "A database gets its zone with its first certificate; GET /v1/operator/databases/{uuid} tells it.")));
    }
}
