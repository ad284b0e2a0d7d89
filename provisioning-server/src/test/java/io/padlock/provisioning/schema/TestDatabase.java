package io.padlock.provisioning.schema;

import io.padlock.postgres.EmbeddedPostgres;
import io.padlock.testing.PreparedPostgres;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A real PostgreSQL with this version's tables and nothing in them, for tests that need no server. */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Vertx vertx = Vertx.vertx();
    private final List<Pool> pools = new ArrayList<>();
    private final Pool pool;

    private TestDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.pool = connect();
    }

    public static TestDatabase start(Path folder) {
        PreparedPostgres.into(folder);
        TestDatabase database = new TestDatabase(EmbeddedPostgres.start(folder, sentence -> {}));
        new Migrations(database.pool).onStart(null);
        return database;
    }

    public Pool pool() {
        return pool;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** A pool of its own, as another replica has one. */
    public Pool connect() {
        return connect(postgres.database());
    }

    public Pool connect(String name) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(postgres.host())
                .setPort(postgres.port())
                .setDatabase(name)
                .setUser(postgres.user())
                .setPassword(postgres.password());
        Pool connected = Pool.pool(vertx, options, new PoolOptions().setMaxSize(4));
        pools.add(connected);
        return connected;
    }

    public RowSet<Row> run(String sql, Object... values) {
        return pool.preparedQuery(sql).executeAndAwait(Tuple.from(values));
    }

    /**
     * Adds certificates of one database and issuer, as many keys as certificates, one issued each second up to a moment.
     *
     * @return their serials, oldest first
     */
    public List<String> certificates(int count, UUID database, String issuer, Instant lastIssued, Instant notAfter) {
        RowSet<Row> rows = run(
                """
                insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation, not_before,
                                         not_after, issued_at, der)
                select replace(gen_random_uuid()::text, '-', ''), $1, 'd73e7513', 'V1', $2,
                       sha256(gen_random_uuid()::text::bytea), 1, $3::timestamptz - interval '1 hour',
                       $4::timestamptz, $3::timestamptz - ($5::int - i) * interval '1 second', '\\x00'
                from generate_series(1, $5::int) as i
                returning serial
                """, database, issuer, lastIssued.atOffset(ZoneOffset.UTC), notAfter.atOffset(ZoneOffset.UTC), count);
        List<String> serials = new ArrayList<>();
        rows.forEach(row -> serials.add(row.getString(0)));
        return serials;
    }

    /** What PostgreSQL would do, in its own words, by statistics as fresh as can be. */
    public String plan(String sql, Tuple values) {
        StringBuilder plan = new StringBuilder();
        pool.preparedQuery("explain " + sql)
                .executeAndAwait(values)
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        return plan.toString();
    }

    @Override
    public void close() {
        pools.forEach(Pool::closeAndAwait);
        vertx.closeAndAwait();
        postgres.close();
    }
}
