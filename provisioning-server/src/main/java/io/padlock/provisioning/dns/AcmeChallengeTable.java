package io.padlock.provisioning.dns;

import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What operators want to stand at {@code _acme-challenge.<zone>}. Every replica reads it within seconds. */
@Singleton
public class AcmeChallengeTable {

    private static final String READ =
            "select (select txt from acme_challenge where zone = zone.label and written_at > $2) from zone where label = $1";
    /** And away with those that have ended meanwhile. */
    private static final String PUT = """
            with ended as (delete from acme_challenge where written_at <= $4 and zone <> $1)
            insert into acme_challenge (zone, txt, written_at)
            select label, $2, $3 from zone where label = $1
            on conflict (zone) do update set txt = excluded.txt, written_at = excluded.written_at
            returning txt""";

    private static final String DELETE = "delete from acme_challenge where zone = $1";

    private final Connections connections;
    private final Clock clock;

    AcmeChallengeTable(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** @return empty when nobody has that zone; else the values, of which there may be none */
    public Uni<Optional<List<String>>> read(Zone zone) {
        return query(READ, Tuple.of(zone.label(), AcmeChallenges.endedBefore(clock.instant())))
                .map(AcmeChallengeTable::values);
    }

    /** @return empty when nobody has that zone */
    public Uni<Optional<List<String>>> put(Zone zone, List<String> values) {
        Instant now = clock.instant();
        Tuple row = Tuple.of(
                zone.label(),
                values.toArray(String[]::new),
                now.atOffset(ZoneOffset.UTC),
                AcmeChallenges.endedBefore(now));
        return query(PUT, row).map(AcmeChallengeTable::values);
    }

    /** @return false when nobody has that zone; true also where nothing stood there */
    public Uni<Boolean> delete(Zone zone) {
        return query(DELETE, Tuple.of(zone.label())).chain(() -> read(zone)).map(Optional::isPresent);
    }

    private static Optional<List<String>> values(RowSet<Row> rows) {
        for (Row row : rows) {
            String[] values = row.getArrayOfStrings(0);
            return Optional.of(values == null ? List.of() : List.of(values));
        }
        return Optional.empty();
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return connections.with(connection -> connection.preparedQuery(sql).execute(values));
    }
}
