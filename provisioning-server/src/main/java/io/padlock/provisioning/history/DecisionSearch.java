package io.padlock.provisioning.history;

import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.Reason;
import io.padlock.provisioning.history.Place.Kind;
import io.padlock.provisioning.ledger.Recorded.Box;
import io.padlock.provisioning.ledger.Recorded.Door;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * "Why has this shop no padlock?" What was issued comes from {@code certificate}, the rest from {@code decision}: each by
 * its own index, and merged here. By the SQL client, as {@link CertificateSearch} is and for its reasons.
 */
@ApplicationScoped
public class DecisionSearch {

    /**
     * Served by, depending on the filter: decision_by_reference, decision_by_database, decision_by_code, else
     * decision_by_time.
     */
    private static final String DECIDED =
            "select id, at, reference, database_uuid, door, outcome, code, reasons, serial,"
                    + " box_identifier, box_name, times from decision";

    /** Served by certificate_by_database, or else certificate_by_time. */
    private static final String ISSUED =
            "select issued_at, database_uuid, door, serial, box_identifier, box_name from certificate";

    /** The one refusal whose reasons have codes of their own. */
    private static final String NOT_ELIGIBLE = "NOT_ELIGIBLE";

    private final Pool pool;

    DecisionSearch(Pool pool) {
        this.pool = pool;
    }

    /** A row, and where it stands. */
    private record Found(Place place, Decision decision) {}

    /** One of the lists that are merged. */
    record Part(Kind kind, Query query) {
        String sql(int limit) {
            return kind == Kind.ISSUED
                    ? query.sql(ISSUED, "issued_at desc, serial desc", limit + 1)
                    : query.sql(DECIDED, "at desc, id desc", limit + 1);
        }
    }

    /**
     * @param behind where the page before ended, or null for the first
     * @throws IllegalArgumentException when that place is in another list
     */
    public Uni<Page<Decision>> list(DecisionFilter filter, Place behind, int limit) {
        return Multi.createFrom()
                .iterable(parts(filter, behind))
                .onItem()
                .transformToUniAndConcatenate(part -> run(part, limit))
                .collect()
                .asList()
                .map(found -> merged(found, limit));
    }

    static List<Part> parts(DecisionFilter filter, Place behind) {
        if (behind != null && behind.kind() == Kind.ENDING) {
            throw new IllegalArgumentException("The place is in another list.");
        }
        List<Part> parts = new ArrayList<>();
        if (filter.wantsDecided()) {
            parts.add(new Part(Kind.DECIDED, decided(filter, behind).whereIf(filter.code(), "code = ?")));
        }
        if (filter.wantsDecided() && filter.code() != null && !NOT_ELIGIBLE.equals(filter.code())) {
            parts.add(new Part(Kind.DECIDED, notEligibleFor(filter.code(), decided(filter, behind))));
        }
        if (filter.wantsIssued()) {
            parts.add(new Part(Kind.ISSUED, issued(filter, behind)));
        }
        return parts;
    }

    private static Query decided(DecisionFilter filter, Place behind) {
        Query query = new Query()
                .whereIf(filter.database() == null ? null : filter.database().value(), "database_uuid = ?")
                .whereIf(filter.outcome() == null ? null : filter.outcome().name(), "outcome = ?")
                .whereIf(filter.reference(), "reference = ?")
                .whereIf(filter.after(), "at >= ?")
                .whereIf(filter.before(), "at < ?");
        if (behind == null) {
            return query;
        }
        return behind.kind() == Kind.DECIDED
                ? query.where("(at, id) < (?, ?)", behind.at(), Long.valueOf(behind.tie()))
                : query.where("at < ?", behind.at());
    }

    /** A part of its own, so that it too walks along decision_by_code. */
    private static Query notEligibleFor(String reason, Query decided) {
        return decided.where("code = ?", NOT_ELIGIBLE)
                .where("reasons @> ?", new JsonArray().add(new JsonObject().put("code", reason)));
    }

    private static Query issued(DecisionFilter filter, Place behind) {
        Query query = new Query()
                .whereIf(filter.database() == null ? null : filter.database().value(), "database_uuid = ?")
                .whereIf(filter.after(), "issued_at >= ?")
                .whereIf(filter.before(), "issued_at < ?");
        if (behind == null) {
            return query;
        }
        return behind.kind() == Kind.ISSUED
                ? query.where("(issued_at, serial) < (?, ?)", behind.at(), behind.tie())
                : query.where("issued_at <= ?", behind.at());
    }

    private Uni<List<Found>> run(Part part, int limit) {
        return pool.preparedQuery(part.sql(limit))
                .execute(part.query().values())
                .map(rows -> {
                    List<Found> found = new ArrayList<>();
                    rows.forEach(row -> found.add(part.kind() == Kind.ISSUED ? issued(row) : decided(row)));
                    return found;
                });
    }

    private static Page<Decision> merged(List<List<Found>> parts, int limit) {
        List<Found> found = parts.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Found::place, Place.NEWEST_FIRST))
                .limit(limit + 1L)
                .toList();
        Page<Found> page = Page.of(found, limit, Found::place);
        return new Page<>(page.items().stream().map(Found::decision).toList(), page.next());
    }

    private static Found issued(Row row) {
        Instant at = row.getOffsetDateTime("issued_at").toInstant();
        String serial = row.getString("serial");
        return new Found(
                new Place(Kind.ISSUED, at, serial),
                new Decision(at, null, database(row), door(row), Outcome.ISSUED, null, null, serial, box(row), 1));
    }

    private static Found decided(Row row) {
        Instant at = row.getOffsetDateTime("at").toInstant();
        return new Found(
                new Place(Kind.DECIDED, at, "%019d".formatted(row.getLong("id"))),
                new Decision(
                        at,
                        row.getString("reference"),
                        database(row),
                        door(row),
                        Outcome.valueOf(row.getString("outcome")),
                        row.getString("code"),
                        reasons(row),
                        row.getString("serial"),
                        box(row),
                        row.getInteger("times")));
    }

    private static DatabaseUuid database(Row row) {
        return new DatabaseUuid(row.getUUID("database_uuid"));
    }

    private static Door door(Row row) {
        return Door.valueOf(row.getString("door"));
    }

    private static Box box(Row row) {
        return new Box(row.getString("box_identifier"), row.getString("box_name"));
    }

    private static List<Reason> reasons(Row row) {
        JsonArray reasons = row.getJsonArray("reasons");
        return reasons == null
                ? null
                : IntStream.range(0, reasons.size())
                        .mapToObj(reasons::getJsonObject)
                        .map(reason -> new Reason(
                                reason.getString("code"), reason.getString("explanation"), reason.getString("remedy")))
                        .toList();
    }
}
