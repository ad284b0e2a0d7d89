package io.padlock.provisioning.history;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A SELECT whose conditions depend on what was asked for. Conditions are texts of ours; what others sent goes beside them,
 * as values.
 */
final class Query {

    private final List<String> conditions = new ArrayList<>();
    private final Tuple values = Tuple.tuple();

    /** @param condition with a question mark for each value */
    Query where(String condition, Object... given) {
        String numbered = condition;
        for (Object value : given) {
            values.addValue(value instanceof Instant instant ? utc(instant) : value);
            numbered = numbered.replaceFirst("\\?", "\\$" + values.size());
        }
        conditions.add(numbered);
        return this;
    }

    /** Only when it was asked for. */
    Query whereIf(Object given, String condition) {
        return given == null ? this : where(condition, given);
    }

    /** @param limit stands in the text: PostgreSQL plans by it, and it is a number of ours */
    String sql(String select, String order, int limit) {
        String where = conditions.isEmpty() ? "" : "\nwhere " + String.join("\n  and ", conditions);
        return select.strip() + where + "\norder by " + order + "\nlimit " + limit;
    }

    Tuple values() {
        return values;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
