package io.padlock.provisioning.dns;

import io.padlock.provisioning.gathering.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads which zones there are, and what stands at their challenges: all at first and once an hour, else what is new since the last
 * reading that went well, and a little of what was before it. One reading at a time.
 */
final class ZoneReading {

    private static final int PAGE = 20_000;
    /** Replicas' clocks differ, and a zone is there for others only when its transaction has ended. */
    private static final Duration A_LITTLE = Duration.ofMinutes(1);

    /** Now and then for who differs by more, or took longer. */
    private static final Duration MORE = Duration.ofHours(1);

    private static final int MORE_EVERY = 150;
    private static final int ALL_EVERY = 1_800;

    private static final String ALL = "select label from zone where label > $1 order by label limit " + PAGE;
    private static final String NEW = "select label from zone where assigned_at >= $1";
    /** Of all that they are made of: whatever changes, a digest that was the same before is a chance of one in 2⁶⁴. */
    private static final String DIGEST = """
            select count(*) || ' ' || coalesce(sum(hashtextextended(zone || txt::text, 0)), 0)
            from acme_challenge where written_at > $1""";

    private static final String CHALLENGES = "select zone, txt from acme_challenge where written_at > $1";

    private final Connections connections;
    private final AssignedZones zones;
    private final AcmeChallenges challenges;
    private final Clock clock;
    private volatile Instant lastGood;
    private volatile String lastDigest = "";
    private volatile int readings;

    ZoneReading(Connections connections, AssignedZones zones, AcmeChallenges challenges, Clock clock) {
        this.connections = connections;
        this.zones = zones;
        this.challenges = challenges;
        this.clock = clock;
    }

    Uni<Void> read() {
        Instant now = clock.instant();
        return readZones(now).chain(() -> readChallenges(now)).invoke(() -> {
            lastGood = now;
            readings++;
        });
    }

    /** @return when the last reading began that told all it was to tell; null before there was one */
    Instant lastGood() {
        return lastGood;
    }

    private Uni<Void> readZones(Instant now) {
        if (readings % ALL_EVERY == 0) {
            return readAll();
        }
        // A clock that went back is as good as one that stands still.
        Instant begin = lastGood.isBefore(now) ? lastGood : now;
        return readSince(begin.minus(readings % MORE_EVERY == 0 ? MORE : A_LITTLE));
    }

    private Uni<Void> readAll() {
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

    private Uni<Void> readSince(Instant begin) {
        return query(NEW, Tuple.of(begin.atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    List<String> labels = new ArrayList<>();
                    rows.forEach(row -> labels.add(row.getString(0)));
                    zones.add(labels);
                })
                .replaceWithVoid();
    }

    /** All of them, and only when something has changed: mostly there are none, and they stand for days. */
    private Uni<Void> readChallenges(Instant now) {
        Tuple notOver = Tuple.of(AcmeChallenges.endedBefore(now));
        return query(DIGEST, notOver).chain(digests -> {
            String digest = digests.iterator().next().getString(0);
            return digest.equals(lastDigest)
                    ? Uni.createFrom().voidItem()
                    : query(CHALLENGES, notOver)
                            .invoke(rows -> {
                                challenges.are(byZone(rows));
                                // Of before they were read: what has changed meanwhile is read once more.
                                lastDigest = digest;
                            })
                            .replaceWithVoid();
        });
    }

    private static Map<String, List<String>> byZone(RowSet<Row> rows) {
        Map<String, List<String>> all = new HashMap<>();
        rows.forEach(row -> all.put(row.getString(0), List.of(row.getArrayOfStrings(1))));
        return all;
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
