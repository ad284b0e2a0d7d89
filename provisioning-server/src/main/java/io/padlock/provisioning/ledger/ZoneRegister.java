package io.padlock.provisioning.ledger;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.gathering.Gathering;
import io.padlock.provisioning.gathering.Loops;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One zone a database, for ever. The register does not refer to the directory: a database that is deleted and comes back
 * finds its zone, and nobody else ever gets it.
 *
 * <p>By the SQL client: when a shop chain is rolled out, thousands of databases get their zones in the same seconds.
 */
@Singleton
public class ZoneRegister {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of 4 billion labels; after this many taken ones in a row something else is wrong. */
    private static final int TRIES = 20;

    private static final String ASSIGN = """
            insert into zone (label, database_uuid, assigned_at)
            select label, database_uuid, $3 from unnest($1::text[], $2::uuid[]) as wanted (label, database_uuid)
            on conflict do nothing""";
    private static final String READ = "select database_uuid, label from zone where database_uuid = any($1::uuid[])";

    private final Connections connections;
    private final Clock clock;
    private final Gathering<DatabaseUuid, Optional<Zone>> assignments;

    ZoneRegister(Connections connections, Loops loops, Clock clock) {
        this.connections = connections;
        this.clock = clock;
        this.assignments = new Gathering<>(loops, this::assignAll);
    }

    /** The database's zone, assigned now if it has none. Whoever asks at the same moment gets the same one. */
    public Uni<Zone> assignedTo(DatabaseUuid database) {
        return assignedTo(database, TRIES);
    }

    /** @return null when it was given none yet */
    public Uni<Zone> zoneOf(DatabaseUuid database) {
        return read(List.of(database)).map(zones -> zones.get(database.value()));
    }

    /** Nothing is inserted when the label is another database's: then the next label is tried. */
    private Uni<Zone> assignedTo(DatabaseUuid database, int triesLeft) {
        if (triesLeft == 0) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("No free zone was found in " + TRIES + " random tries."));
        }
        return assignments
                .ask(database)
                .chain(zone -> zone.map(found -> Uni.createFrom().item(found))
                        .orElseGet(() -> assignedTo(database, triesLeft - 1)));
    }

    /** Reading again tells what became of each: ours, or what another request assigned a moment before. */
    private Uni<List<Optional<Zone>>> assignAll(List<DatabaseUuid> databases) {
        Tuple wanted = Tuple.of(
                databases.stream().map(database -> Zone.random(RANDOM).label()).toArray(String[]::new),
                uuids(databases),
                clock.instant().atOffset(ZoneOffset.UTC));
        return connections
                .with(connection -> connection.preparedQuery(ASSIGN).execute(wanted))
                .chain(() -> read(databases))
                .map(zones -> databases.stream()
                        .map(database -> Optional.ofNullable(zones.get(database.value())))
                        .toList());
    }

    private Uni<Map<UUID, Zone>> read(List<DatabaseUuid> databases) {
        return connections
                .with(connection ->
                        connection.preparedQuery(READ).execute(Tuple.tuple().addArrayOfUUID(uuids(databases))))
                .map(rows -> {
                    Map<UUID, Zone> zones = new HashMap<>();
                    rows.forEach(row -> zones.put(row.getUUID(0), new Zone(row.getString(1))));
                    return zones;
                });
    }

    private static UUID[] uuids(List<DatabaseUuid> databases) {
        return databases.stream().map(DatabaseUuid::value).toArray(UUID[]::new);
    }
}
