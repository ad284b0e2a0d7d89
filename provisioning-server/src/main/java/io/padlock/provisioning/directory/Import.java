package io.padlock.provisioning.directory;

import io.padlock.provisioning.directory.Imported.Duplicate;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.gathering.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One import, on a connection of its own. Some hundred lines are one statement each for what is known of them, for the
 * databases and for their lines: as entities, one by one, a million databases would be three million statements.
 *
 * <p>Which databases came already stands in a temporary table, not in our memory: that stays the same however long the
 * import is.
 */
public final class Import {

    private static final Logger LOG = Logger.getLogger(Import.class);

    /** PostgreSQL itself says when a statement took too long. */
    private static final Duration FOR_ITS_REFUSAL = Duration.ofSeconds(5);

    private static final String COLUMNS = " (uuid uuid primary key, line bigint not null)";

    private final Pool pool;
    private final boolean asOne;
    private final Duration patience;
    private SqlConnection connection;
    private Transaction transaction;
    private Uni<?> underWay = Uni.createFrom().voidItem();
    private volatile boolean over;

    /** @param patience what a statement may take, so that none holds the connection for ever */
    Import(Pool pool, boolean asOne, Duration patience) {
        this.pool = pool;
        this.asOne = asOne;
        this.patience = patience;
    }

    /** One call of this, {@link #write} and {@link #commit} at a time. */
    public Uni<Void> begin() {
        return work(() -> pool.getConnection()
                .invoke(free -> connection = free)
                .chain(this::prepare)
                .replaceWithVoid());
    }

    private Uni<?> prepare() {
        return asOne
                ? open().chain(() -> run("create temporary table import_line" + COLUMNS + " on commit drop"))
                // One that was left behind by an import whose end could not be told to the database is emptied.
                : run("create temporary table if not exists import_line" + COLUMNS)
                        .chain(() -> run("truncate import_line"));
    }

    public Uni<Imported> write(List<NumberedDatabase> lines) {
        return work(
                () -> asOne ? store(lines) : open().chain(() -> store(lines)).call(this::close));
    }

    /** When this fails, nobody knows whether it was done: the database may have gone away before it could say so. */
    public Uni<Void> commit() {
        return work(this::close);
    }

    /**
     * Rolls back what was not committed, and gives the connection back: once the statement that is under way was answered,
     * and no other is sent after that one. A statement sent behind a rollback would be one that nobody can take back.
     *
     * @return happens whether or not anybody waits for it
     */
    public Uni<Void> end() {
        over = true;
        Uni<Void> ended = underWay.onItemOrFailure()
                .transformToUni((done, failure) -> giveBack())
                .memoize()
                .indefinitely();
        ended.subscribe()
                .with(
                        done -> {},
                        failure -> LOG.warnf("The end of an import could not be told to the database: %s", failure));
        return ended;
    }

    private Uni<Void> giveBack() {
        if (connection == null) {
            return Uni.createFrom().voidItem();
        }
        Uni<Void> rolledBack = transaction == null ? Uni.createFrom().voidItem() : transaction.rollback();
        Supplier<Uni<?>> clear = () -> asOne
                ? Uni.createFrom().voidItem()
                : connection.query("drop table if exists pg_temp.import_line").execute();
        return rolledBack.chain(clear).eventually(connection::close).replaceWithVoid();
    }

    /** Remembered, so that the end comes after it even when nobody waits for it any more. */
    private <T> Uni<T> work(Supplier<Uni<? extends T>> steps) {
        Uni<T> work = Uni.createFrom().<T>deferred(steps).memoize().indefinitely();
        underWay = work;
        return work;
    }

    private <T> Uni<T> step(Supplier<Uni<? extends T>> statement) {
        return Uni.createFrom()
                .deferred(() -> over
                        ? Uni.createFrom().failure(new CancellationException("The import was given up before."))
                        : Connections.patiently(connection, patience.plus(FOR_ITS_REFUSAL), statement.get()));
    }

    private Uni<?> open() {
        return step(connection::begin)
                .invoke(begun -> transaction = begun)
                .chain(() -> run("set local statement_timeout = " + patience.toMillis()));
    }

    private Uni<Void> close() {
        Transaction open = transaction;
        return open == null
                ? Uni.createFrom().voidItem()
                : step(() -> {
                    transaction = null;
                    return open.commit();
                });
    }

    private Uni<RowSet<Row>> run(String sql) {
        return step(() -> connection.query(sql).execute());
    }

    private Uni<RowSet<Row>> run(String sql, Tuple parameters) {
        return step(() -> connection.preparedQuery(sql).execute(parameters));
    }

    private Uni<Imported> store(List<NumberedDatabase> lines) {
        Map<UUID, NumberedDatabase> firsts = new HashMap<>();
        List<Duplicate> duplicates = new ArrayList<>();
        for (NumberedDatabase line : lines) {
            NumberedDatabase earlier = firsts.putIfAbsent(uuid(line.facts()), line);
            if (earlier != null) {
                duplicates.add(new Duplicate(line.line(), earlier.line()));
            }
        }
        return remember(firsts, duplicates)
                .chain(() -> known(firsts))
                .chain(known -> write(new Changes(firsts.values(), known), duplicates));
    }

    /** Takes those away that stood in an earlier part. */
    private Uni<Void> remember(Map<UUID, NumberedDatabase> lines, List<Duplicate> duplicates) {
        UUID[] uuids = lines.keySet().toArray(UUID[]::new);
        Long[] numbers = lines.values().stream().map(NumberedDatabase::line).toArray(Long[]::new);
        return run(
                        "insert into import_line select * from unnest($1::uuid[], $2::bigint[]) on conflict do nothing",
                        Tuple.of(uuids, numbers))
                .chain(stored -> stored.rowCount() == uuids.length
                        ? Uni.createFrom().voidItem()
                        : takeAway(lines, uuids, duplicates));
    }

    private Uni<Void> takeAway(Map<UUID, NumberedDatabase> lines, UUID[] uuids, List<Duplicate> duplicates) {
        return run("select uuid, line from import_line where uuid = any($1)", Tuple.of(uuids))
                .invoke(rows -> rows.forEach(row -> {
                    NumberedDatabase line = lines.get(row.getUUID("uuid"));
                    if (line.line() != row.getLong("line")) {
                        duplicates.add(new Duplicate(line.line(), row.getLong("line")));
                        lines.remove(row.getUUID("uuid"));
                    }
                }))
                .replaceWithVoid();
    }

    /** Locked, and in one order for everybody: imports of the same databases stand in line and can't deadlock. */
    private Uni<Map<UUID, ListedDatabase>> known(Map<UUID, NumberedDatabase> lines) {
        return run(
                        DatabaseRows.SELECT + "where d.uuid = any($1) order by d.uuid for update of d",
                        Tuple.of(lines.keySet().toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, ListedDatabase> known = new HashMap<>();
                    rows.forEach(row -> known.put(row.getUUID("uuid"), DatabaseRows.listed(row)));
                    return known;
                });
    }

    private Uni<Imported> write(Changes changes, List<Duplicate> duplicates) {
        Imported imported = new Imported(
                changes.created(), changes.replaced(), changes.unchanged(), duplicates, changes.withoutContract());
        if (changes.isEmpty()) {
            return Uni.createFrom().item(imported);
        }
        return run("""
                        insert into known_database (uuid, enterprise_code, kind, subscription_status)
                        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
                        on conflict (uuid) do update set enterprise_code = excluded.enterprise_code,
                            kind = excluded.kind, subscription_status = excluded.subscription_status
                        """, changes.databases())
                // Of new ones too: somebody else may have created them a moment ago.
                .chain(() ->
                        run("delete from subscription_line where database_uuid = any($1)", Tuple.of(changes.uuids())))
                .chain(() -> run("""
                                insert into subscription_line (database_uuid, position, product, quantity)
                                select * from unnest($1::uuid[], $2::int[], $3::text[], $4::int[])
                                """, changes.lines()))
                .replaceWith(imported);
    }

    private static UUID uuid(DatabaseFacts facts) {
        return facts.uuid().value();
    }
}
