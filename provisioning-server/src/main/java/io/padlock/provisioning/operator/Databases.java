package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.Directory;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.ledger.ZoneRegister;
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
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** One database: /v1/operator/databases/{uuid}. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/databases/{uuid}")
@Produces(MediaType.APPLICATION_JSON)
public class Databases {

    private final Desk desk;
    private final Directory directory;
    private final ZoneRegister zones;

    Databases(Desk desk, Directory directory, ZoneRegister zones) {
        this.desk = desk;
        this.directory = directory;
        this.zones = zones;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> put(@RestPath String uuid, byte[] body) {
        DatabaseBody sent = JsonBody.read(body, DatabaseBody.class);
        DatabaseFacts facts = sent.facts(parsed(uuid));
        EnterpriseCode contract = sent.contract();
        return desk.serve(
                directory.put(facts, contract).chain(isNew -> answer(facts, isNew ? Status.CREATED : Status.OK)));
    }

    @GET
    public Uni<Response> get(@RestPath String uuid) {
        DatabaseUuid database = parsed(uuid);
        return desk.serve(directory
                .read(database)
                .onItem()
                .ifNull()
                .failWith(() -> noSuchDatabase(database))
                .chain(facts -> answer(facts, Status.OK)));
    }

    /** Its zone, certificates and history stay: who has the certificates is still to be known, and to be revoked. */
    @DELETE
    public Uni<Response> delete(@RestPath String uuid) {
        DatabaseUuid database = parsed(uuid);
        return desk.serve(directory.delete(database)).map(wasThere -> {
            if (!wasThere) {
                throw noSuchDatabase(database);
            }
            return Response.noContent().build();
        });
    }

    private Uni<Response> answer(DatabaseFacts facts, Status status) {
        return zones.zoneOf(facts.uuid())
                .map(zone -> Response.status(status)
                        .entity(DatabaseAnswer.of(facts, zone))
                        .build());
    }

    static DatabaseUuid parsed(String uuid) {
        return Field.parse("INVALID_DATABASE_UUID", uuid, DatabaseUuid::parse);
    }

    private static Refused noSuchDatabase(DatabaseUuid uuid) {
        return new Refused(new Unusable(
                404,
                "No such database",
                new Reason(
                        "NO_SUCH_DATABASE",
                        "No database has the UUID " + uuid + ".",
                        "Create it with PUT on the same address.")));
    }
}
