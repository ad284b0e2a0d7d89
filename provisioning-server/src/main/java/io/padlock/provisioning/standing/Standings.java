package io.padlock.provisioning.standing;

import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.padlock.provisioning.gathering.Connections;
import io.padlock.provisioning.gathering.Gathering;
import io.padlock.provisioning.gathering.Loops;
import io.padlock.provisioning.ledger.KeyFingerprint;
import io.padlock.provisioning.ledger.Recorded;
import io.padlock.provisioning.naming.Zone;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Looks up requests, by the SQL client: it is asked for every request, and what queued is one statement. Through entities
 * it would be four for each ({@code docs/performance.md}).
 */
@Singleton
public class Standings {

    /**
     * Every part is looked for by what was asked, not by what was found, so that an unknown UUID takes the way of a known
     * one. Written so that PostgreSQL can only walk indexes, question by question: a join that it may turn into a scan of
     * the whole table would be the cheaper plan on the day of the installation, and be kept when the table has grown.
     */
    private static final String LOOK_UP = """
            select known.enterprise_code, known.kind, known.subscription_status, lines.products, lines.quantities,
                   (select label from zone where zone.database_uuid = asked.uuid) as zone,
                   newest.serial, newest.zone, newest.door, newest.issuer, newest.generation, newest.not_before,
                   newest.not_after, newest.issued_at, newest.box_identifier, newest.box_name, newest.der,
                   (select true from revocation where revocation.serial = newest.serial) as revoked,
                   (select true from compromised_key where compromised_key.key_sha256 = asked.key) as compromised
            from unnest($1::uuid[], $2::bytea[]) with ordinality as asked (uuid, key, position)
            left join lateral (
                select * from known_database where known_database.uuid = asked.uuid limit 1) as known on true
            left join lateral (
                select array_agg(product order by position) as products,
                       array_agg(quantity order by position) as quantities
                from subscription_line where subscription_line.database_uuid = asked.uuid) as lines on true
            left join lateral (
                select * from certificate
                where certificate.database_uuid = asked.uuid and certificate.key_sha256 = asked.key
                order by generation desc limit 1) as newest on true
            order by asked.position""";

    /** Of no key: nothing that is hashed comes out as zeros. */
    private static final KeyFingerprint NO_KEY = new KeyFingerprint("00".repeat(32));

    private record Question(DatabaseUuid database, EnterpriseCode code, KeyFingerprint key) {}

    private final Connections connections;
    private final Gathering<Question, Standing> lookUps;

    Standings(Connections connections, Loops loops) {
        this.connections = connections;
        this.lookUps = new Gathering<>(loops, this::lookUpAll);
    }

    public Uni<Standing> of(DatabaseUuid database, EnterpriseCode code, KeyFingerprint key) {
        return lookUps.ask(new Question(database, code, key));
    }

    /** Where there is no key yet. */
    public Uni<Standing> of(DatabaseUuid database, EnterpriseCode code) {
        return of(database, code, NO_KEY);
    }

    /** How many wait to be looked up. */
    public int waiting() {
        return lookUps.waiting();
    }

    private Uni<List<Standing>> lookUpAll(List<Question> questions) {
        UUID[] uuids =
                questions.stream().map(question -> question.database().value()).toArray(UUID[]::new);
        Buffer[] keys = questions.stream()
                .map(question -> Buffer.buffer(question.key().bytes()))
                .toArray(Buffer[]::new);
        return connections
                .with(connection -> connection.preparedQuery(LOOK_UP).execute(Tuple.of(uuids, keys)))
                .map(rows -> standings(questions, rows));
    }

    private static List<Standing> standings(List<Question> questions, RowSet<Row> rows) {
        List<Standing> standings = new ArrayList<>(questions.size());
        for (Row row : rows) {
            standings.add(standing(questions.get(standings.size()), row));
        }
        return standings;
    }

    private static Standing standing(Question question, Row row) {
        boolean isKnown = question.code().matches(row.getString(0));
        String label = row.getString(5);
        return new Standing(
                isKnown ? facts(question.database(), row) : null,
                label == null ? null : new Zone(label),
                row.getString(6) == null ? null : newest(question, row),
                row.getBoolean(17) != null,
                row.getBoolean(18) != null);
    }

    private static DatabaseFacts facts(DatabaseUuid database, Row row) {
        // Null when there is no line.
        String[] products = Objects.requireNonNullElse(row.getArrayOfStrings(3), new String[0]);
        Integer[] quantities = row.getArrayOfIntegers(4);
        return new DatabaseFacts(
                database,
                DatabaseKind.valueOf(row.getString(1)),
                SubscriptionStatus.valueOf(row.getString(2)),
                IntStream.range(0, products.length)
                        .mapToObj(i -> new SubscriptionLine(products[i], quantities[i]))
                        .toList());
    }

    private static Recorded newest(Question question, Row row) {
        return new Recorded(
                row.getString(6),
                question.database(),
                new Zone(row.getString(7)),
                Recorded.Door.valueOf(row.getString(8)),
                row.getString(9),
                question.key(),
                row.getInteger(10),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                row.getOffsetDateTime(13).toInstant(),
                new Recorded.Box(row.getString(14), row.getString(15)),
                row.getBuffer(16).getBytes());
    }
}
