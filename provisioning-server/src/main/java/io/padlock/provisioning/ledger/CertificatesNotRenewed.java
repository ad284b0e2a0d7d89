package io.padlock.provisioning.ledger;

import io.padlock.provisioning.gathering.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * How many certificates end soon, and their boxes have no younger one. All others stay in the ledger until their end too, though
 * nobody uses them any more: that many end soon says nothing.
 */
@ApplicationScoped
public class CertificatesNotRenewed {

    private static final Duration FOR_ITS_REFUSAL = Duration.ofSeconds(5);

    /**
     * Along {@code certificate_by_end}, and for each along {@code certificate_by_database}. A box that gave no name of its own, as
     * stock boxes don't, may be any of its database's: then it counts as renewed once one of them is.
     */
    private static final String COUNT = """
            select count(*) as number from certificate as ending
            where not_after > $1 and not_after <= $2
              and not exists (
                select 1 from certificate as younger
                where younger.database_uuid = ending.database_uuid and younger.issued_at > ending.issued_at
                  and coalesce(younger.box_identifier = ending.box_identifier, true))
              and not exists (select 1 from revocation where revocation.serial = ending.serial)
            """;

    private final Pool pool;

    CertificatesNotRenewed(Pool pool) {
        this.pool = pool;
    }

    /** @param limit PostgreSQL gives up then: nobody needs this figure at any price */
    public Uni<Long> count(Instant after, Instant until, Duration limit) {
        return pool.withTransaction(connection ->
                Connections.patiently(connection, limit.plus(FOR_ITS_REFUSAL), count(connection, after, until, limit)));
    }

    private static Uni<Long> count(SqlConnection connection, Instant after, Instant until, Duration limit) {
        return connection
                .query("set local statement_timeout = " + limit.toMillis())
                .execute()
                .chain(() -> connection
                        .preparedQuery(COUNT)
                        .execute(Tuple.of(after.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))))
                .map(rows -> rows.iterator().next().getLong("number"));
    }
}
