package io.padlock.provisioning.api;

import io.padlock.provisioning.Deadline;
import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.WaitingRoom;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.revocation.Revocations;
import io.padlock.provisioning.wire.Doorkeeper;
import io.padlock.provisioning.wire.Field;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;

/** GET /v1/certificates/{serial}/renewal. Needs no token: who has a certificate knows its serial. */
@Path("/v1/certificates/{serial}/renewal")
@Produces(MediaType.APPLICATION_JSON)
public class Renewals {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    /** RFC 9773, section 4.3.2, recommends the same. */
    private static final Duration ASK_AGAIN = Duration.ofHours(6);

    private final WaitingRoom waitingRoom;
    private final Revocations revocations;
    private final Authority authority;
    private final Doorkeeper doorkeeper;
    private final Clock clock;

    Renewals(
            WaitingRoom waitingRoom, Revocations revocations, Authority authority, Doorkeeper doorkeeper, Clock clock) {
        this.waitingRoom = waitingRoom;
        this.revocations = revocations;
        this.authority = authority;
        this.doorkeeper = doorkeeper;
        this.clock = clock;
    }

    @GET
    public Uni<Response> window(@RestPath String serial, @Context RoutingContext request) {
        doorkeeper.admit(request);
        Serial parsed = Field.parse("INVALID_SERIAL", serial, Serial::parse);
        return Deadline.of(
                DEADLINE,
                waitingRoom
                        .enter(() -> revocations.lifeOf(parsed))
                        .onItem()
                        .ifNull()
                        .failWith(() -> noSuchCertificate(parsed))
                        .map(life -> RenewalAnswer.of(life, authority.issuerName(), clock.instant()))
                        .map(Renewals::answer));
    }

    private static Response answer(RenewalAnswer window) {
        return Response.ok(window)
                .header(HttpHeaders.RETRY_AFTER, ASK_AGAIN.toSeconds())
                .build();
    }

    private static Refused noSuchCertificate(Serial serial) {
        return new Refused(new Unusable(
                404,
                "No such certificate",
                new Reason(
                        "NO_SUCH_CERTIFICATE",
                        "No certificate with the serial number " + serial + " was issued here.",
                        "Compare the serial number with the one in the certificate.")));
    }
}
