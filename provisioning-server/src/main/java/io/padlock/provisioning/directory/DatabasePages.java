package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Databases in the order of their UUIDs, a page at a time: each page costs the same wherever it is, and no transaction
 * outlives one.
 *
 * <p>By the SQL client, not as entities: nothing is changed, and with entities a page's lines and zones would be queries
 * of their own, or the page would be cut in our memory.
 */
@ApplicationScoped
public class DatabasePages {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String PAGE = DatabaseRows.SELECT + """
            where d.uuid %s $1
              and ($2::text is null or d.kind = $2)
              and ($3::text is null or d.subscription_status = $3)
              and ($4::boolean is null or $4 = exists (
                  select from subscription_line where database_uuid = d.uuid and product = $5))
            order by d.uuid
            limit $6
            """;
    private static final String FROM_THE_FIRST = PAGE.formatted(">=");
    private static final String BEHIND = PAGE.formatted(">");

    private final Pool pool;

    DatabasePages(Pool pool) {
        this.pool = pool;
    }

    /** @param last the last database of the page before, or null for the first page */
    public Uni<List<ListedDatabase>> behind(DatabaseUuid last, DatabaseFilter filter, int limit) {
        return pool.preparedQuery(last == null ? FROM_THE_FIRST : BEHIND)
                .execute(Tuple.from(new Object[] {
                    last == null ? FIRST : last.value(),
                    name(filter.kind()),
                    name(filter.status()),
                    filter.iotBox(),
                    SubscriptionLine.IOT_BOX,
                    limit
                }))
                .map(DatabasePages::listed);
    }

    private static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static List<ListedDatabase> listed(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(DatabaseRows::listed)
                .toList();
    }
}
