package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.history.CertificateFilter;
import io.padlock.provisioning.history.CertificateSearch;
import io.padlock.provisioning.history.CertificateState;
import io.padlock.provisioning.issuance.Authority;
import io.padlock.provisioning.ledger.Serial;
import io.padlock.provisioning.naming.ParentDomain;
import io.padlock.provisioning.naming.Zone;
import io.padlock.provisioning.revocation.Revocations;
import io.padlock.provisioning.wire.Field;
import io.padlock.provisioning.wire.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** /v1/operator/certificates. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/certificates")
@Produces(MediaType.APPLICATION_JSON)
public class Certificates {

    private final Desk desk;
    private final CertificateSearch certificates;
    private final Revocations revocations;
    private final Authority authority;
    private final ParentDomain domain;
    private final OperatorAction action;

    Certificates(
            Desk desk,
            CertificateSearch certificates,
            Revocations revocations,
            Authority authority,
            ParentDomain domain,
            OperatorAction action) {
        this.desk = desk;
        this.certificates = certificates;
        this.revocations = revocations;
        this.authority = authority;
        this.domain = domain;
        this.action = action;
    }

    @GET
    public Uni<PageAnswer<CertificateAnswer>> search(
            @RestQuery String database,
            @RestQuery String zone,
            @RestQuery String serial,
            @RestQuery String state,
            @RestQuery String endsAfter,
            @RestQuery String endsBefore,
            @RestQuery String limit,
            @RestQuery String cursor) {
        CertificateFilter filter = new CertificateFilter(
                Parameter.parse("database", database, "a UUID", DatabaseUuid::parse),
                Parameter.parse("zone", zone, "8 lower-case hexadecimal digits", Zone::new),
                Parameter.parse("serial", serial, "32 hexadecimal digits", Serial::parse),
                Parameter.oneOf("state", CertificateState.class, state),
                Parameter.moment("endsAfter", endsAfter),
                Parameter.moment("endsBefore", endsBefore));
        int most = Parameter.limit(limit);
        return desk.serve(PageAnswer.behind(cursor, place -> certificates.list(filter, place, most))
                .map(page -> PageAnswer.of(page, row -> CertificateAnswer.of(row, domain))));
    }

    @GET
    @Path("{serial}")
    public Uni<CertificateInFullAnswer> get(@RestPath String serial) {
        Serial parsed = parsed(serial);
        return desk.serve(certificates
                .find(parsed)
                .onItem()
                .ifNull()
                .failWith(() -> noSuchCertificate(parsed))
                .map(found -> CertificateInFullAnswer.of(found, authority, domain)));
    }

    @POST
    @Path("{serial}/revocation")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> revoke(@RestPath String serial, byte[] body) {
        Serial parsed = parsed(serial);
        RevocationBody sent = JsonBody.read(body, RevocationBody.class);
        return desk.serve(revocations
                .revoke(parsed, sent.order(action.who()))
                .onItem()
                .ifNull()
                .failWith(() -> noSuchCertificate(parsed))
                .map(Certificates::answer));
    }

    private static Response answer(Revocations.Revoked revoked) {
        return Response.status(revoked.isNew() ? Status.CREATED : Status.OK)
                .entity(RevocationAnswer.of(revoked.revocation()))
                .build();
    }

    private static Serial parsed(String serial) {
        return Field.parse("INVALID_SERIAL", serial, Serial::parse);
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
