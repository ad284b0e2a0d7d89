package io.padlock.provisioning.ledger;

import io.padlock.provisioning.gathering.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * How many certificates end when. Reads the index {@code certificate_by_end} and no row, a few hundred milliseconds for ten
 * million; over the client itself, because there is no entity in the answer. Never on the path of a request.
 */
@ApplicationScoped
public class CertificatesByEnd {

    private static final Duration FOR_ITS_REFUSAL = Duration.ofSeconds(5);

    private final Pool pool;

    CertificatesByEnd(Pool pool) {
        this.pool = pool;
    }

    /**
     * @param borders ascending
     * @param limit PostgreSQL gives up then: nobody needs this figure at any price
     * @return how many end before the first border, between each two, and after the last
     */
    public Uni<long[]> count(List<Instant> borders, Duration limit) {
        return pool.withTransaction(connection ->
                Connections.patiently(connection, limit.plus(FOR_ITS_REFUSAL), count(connection, borders, limit)));
    }

    private static Uni<long[]> count(SqlConnection connection, List<Instant> borders, Duration limit) {
        return connection
                .query("set local statement_timeout = " + limit.toMillis())
                .execute()
                .chain(() -> connection
                        .preparedQuery("select width_bucket(not_after, $1::timestamptz[]) as bucket, count(*) as number"
                                + " from certificate group by 1")
                        .execute(Tuple.of(borders.stream()
                                .map(border -> border.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))))
                .map(rows -> {
                    long[] counts = new long[borders.size() + 1];
                    Arrays.fill(counts, 0);
                    for (Row row : rows) {
                        counts[row.getInteger("bucket")] = row.getLong("number");
                    }
                    return counts;
                });
    }
}
