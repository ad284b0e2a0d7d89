package io.padlock.provisioning.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.padlock.provisioning.eligibility.Reason;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Writes {@code decision}. By the SQL client: what gathered is one INSERT of arrays, and pruning is about no one row. */
final class DecisionTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String INSERT = """
            insert into decision (at, reference, database_uuid, door, outcome, code, reasons, serial,
                                  box_identifier, box_name, times)
            select at, reference, database_uuid, door, outcome, code, reasons::jsonb, serial, box_identifier, box_name,
                   times
            from unnest($1::timestamptz[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                        $8::text[], $9::text[], $10::text[], $11::int[])
                as d (at, reference, database_uuid, door, outcome, code, reasons, serial, box_identifier, box_name,
                      times)
            """;

    /** By decision_by_time, then each by the primary key. Rows that another replica is deleting are left to it. */
    static final String PRUNE = """
            delete from decision where id = any (array(
                select id from decision where at < $1 order by at limit %d for update skip locked))
            """;

    private final Pool pool;

    DecisionTable(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> insert(List<Decision> decisions) {
        return pool.preparedQuery(INSERT).execute(rows(decisions)).replaceWithVoid();
    }

    /** @return how many were deleted; fewer than the most when nothing older is left */
    Uni<Integer> prune(Instant before, int most) {
        return pool.preparedQuery(PRUNE.formatted(most))
                .execute(Tuple.of(utc(before)))
                .map(rows -> rows.rowCount());
    }

    private static Tuple rows(List<Decision> decisions) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(column(decisions, OffsetDateTime[]::new, decision -> utc(decision.at())))
                .addArrayOfString(column(decisions, String[]::new, Decision::reference))
                .addArrayOfUUID(column(
                        decisions, UUID[]::new, decision -> decision.database().value()))
                .addArrayOfString(column(
                        decisions, String[]::new, decision -> decision.door().name()))
                .addArrayOfString(column(
                        decisions, String[]::new, decision -> decision.outcome().name()))
                .addArrayOfString(column(decisions, String[]::new, Decision::code))
                .addArrayOfString(column(decisions, String[]::new, decision -> json(decision.reasons())))
                .addArrayOfString(column(decisions, String[]::new, Decision::serial))
                .addArrayOfString(column(
                        decisions, String[]::new, decision -> decision.box().identifier()))
                .addArrayOfString(column(
                        decisions, String[]::new, decision -> decision.box().name()))
                .addArrayOfInteger(column(decisions, Integer[]::new, Decision::times));
    }

    private static <T> T[] column(List<Decision> decisions, IntFunction<T[]> array, Function<Decision, T> value) {
        return decisions.stream().map(value).toArray(array);
    }

    private static String json(List<Reason> reasons) {
        try {
            return reasons == null ? null : JSON.writeValueAsString(reasons);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Three texts can always be written as JSON.", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
