package io.padlock.provisioning.dns;

import io.padlock.provisioning.gathering.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads which zones there are and what stands at their challenges: all at first, then what is new. */
final class ZoneReading {

    private static final int PAGE = 20_000;
    /** Replicas' clocks differ, and a transaction ends later than it began. */
    private static final Duration LATE_ONES = Duration.ofHours(1);

    private static final String ALL = "select label from zone where label > $1 order by label limit " + PAGE;
    private static final String NEW = "select label from zone where assigned_at >= $1";
    private static final String CHALLENGES = "select zone, txt from acme_challenge";

    private final Connections connections;
    private final AssignedZones zones;
    private final AcmeChallenges challenges;
    private final Clock clock;

    ZoneReading(Connections connections, AssignedZones zones, AcmeChallenges challenges, Clock clock) {
        this.connections = connections;
        this.zones = zones;
        this.challenges = challenges;
        this.clock = clock;
    }

    Uni<Void> read() {
        return (zones.areKnown() ? readNew() : readAll()).chain(this::readChallenges);
    }

    Uni<Void> readAll() {
        Labels labels = new Labels();
        return pagesAfter("", labels).invoke(() -> zones.are(labels.all()));
    }

    private Uni<Void> pagesAfter(String last, Labels labels) {
        return query(ALL, Tuple.of(last)).chain(rows -> {
            String label = last;
            for (Row row : rows) {
                label = row.getString(0);
                labels.add(AssignedZones.parsed(label));
            }
            return rows.size() < PAGE ? Uni.createFrom().voidItem() : pagesAfter(label, labels);
        });
    }

    private Uni<Void> readNew() {
        return query(NEW, Tuple.of(clock.instant().minus(LATE_ONES).atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    List<String> labels = new ArrayList<>();
                    rows.forEach(row -> labels.add(row.getString(0)));
                    zones.add(labels);
                })
                .replaceWithVoid();
    }

    private Uni<Void> readChallenges() {
        return query(CHALLENGES, Tuple.tuple())
                .invoke(rows -> {
                    Map<String, List<String>> all = new HashMap<>();
                    rows.forEach(row -> all.put(row.getString(0), List.of(row.getArrayOfStrings(1))));
                    challenges.are(all);
                })
                .replaceWithVoid();
    }

    private Uni<RowSet<Row>> query(String sql, Tuple values) {
        return connections.with(connection -> connection.preparedQuery(sql).execute(values));
    }

    /** A list of numbers that are no objects. */
    private static final class Labels {

        private int[] numbers = new int[1024];
        private int size;

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }

        int[] all() {
            return Arrays.copyOf(numbers, size);
        }
    }
}
