package io.padlock.provisioning.operator;

import io.padlock.provisioning.Refusal.Unusable;
import io.padlock.provisioning.Refused;
import io.padlock.provisioning.directory.Directory;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.ledger.ZoneRegister;
import io.padlock.provisioning.revocation.RevocationOrder;
import io.padlock.provisioning.revocation.Revocations;
import io.padlock.provisioning.wire.Field;
import io.padlock.provisioning.wire.JsonBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** /v1/operator/databases/{uuid}/revocations. */
@OperatorsOnly
@Cancellable(false)
@Path("/v1/operator/databases/{uuid}/revocations")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseRevocations {

    private final Desk desk;
    private final Revocations revocations;
    private final Directory directory;
    private final ZoneRegister zones;
    private final OperatorAction action;

    DatabaseRevocations(
            Desk desk, Revocations revocations, Directory directory, ZoneRegister zones, OperatorAction action) {
        this.desk = desk;
        this.revocations = revocations;
        this.directory = directory;
        this.zones = zones;
        this.action = action;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Revocations.Counted> revokeAll(@RestPath String uuid, byte[] body) {
        DatabaseUuid database = Field.parse("INVALID_DATABASE_UUID", uuid, DatabaseUuid::parse);
        RevocationOrder order = JsonBody.read(body, RevocationBody.class).order(action.who());
        return desk.serve(mustBeKnownHere(database).chain(() -> revocations.revokeAllOf(database, order)));
    }

    /** Deleted ones are known by their zone: their certificates live on. */
    private Uni<Void> mustBeKnownHere(DatabaseUuid database) {
        return zones.zoneOf(database)
                .chain(zone -> zone != null
                        ? Uni.createFrom().item(true)
                        : directory.read(database).map(facts -> facts != null))
                .invoke(known -> {
                    if (!known) {
                        throw noSuchDatabase(database);
                    }
                })
                .replaceWithVoid();
    }

    private static Refused noSuchDatabase(DatabaseUuid uuid) {
        return new Refused(new Unusable(
                404,
                "No such database",
                new Reason(
                        "NO_SUCH_DATABASE",
                        "No database has the UUID " + uuid + ".",
                        "Compare it with the database's own.")));
    }
}
