package io.padlock.provisioning.directory;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.padlock.provisioning.naming.Zone;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.stream.IntStream;

/** Databases with their lines and zones as one row each: what is read in bulk, by the SQL client beneath Hibernate. */
final class DatabaseRows {

    /** To be followed by a condition. The lines come as two arrays, so that a database is one row however many it has. */
    static final String SELECT = """
            select d.uuid, d.enterprise_code, d.kind, d.subscription_status, z.label as zone, l.products, l.quantities
            from known_database d
            left join zone z on z.database_uuid = d.uuid
            left join lateral (
                select array_agg(product order by position) as products,
                       array_agg(quantity order by position) as quantities
                from subscription_line where database_uuid = d.uuid) l on true
            """;

    private DatabaseRows() {}

    static ListedDatabase listed(Row row) {
        String zone = row.getString("zone");
        return new ListedDatabase(
                facts(row),
                EnterpriseCode.parse(row.getString("enterprise_code")),
                zone == null ? null : new Zone(zone));
    }

    private static DatabaseFacts facts(Row row) {
        return new DatabaseFacts(
                new DatabaseUuid(row.getUUID("uuid")),
                DatabaseKind.valueOf(row.getString("kind")),
                SubscriptionStatus.valueOf(row.getString("subscription_status")),
                lines(row.getArrayOfStrings("products"), row.getArrayOfIntegers("quantities")));
    }

    private static List<SubscriptionLine> lines(String[] products, Integer[] quantities) {
        return products == null
                ? List.of()
                : IntStream.range(0, products.length)
                        .mapToObj(i -> new SubscriptionLine(products[i], quantities[i]))
                        .toList();
    }
}
