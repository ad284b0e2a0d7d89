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
     * Who does not know the contract code is told nothing of the database, and so nothing of it is read: the code is part of
     * the question. And an unknown UUID is as much work as a wrong code, or its answer would be there sooner, which can be
     * measured: the code that is compared is that of the nearest database, known or not.
     *
     * <p>Written so that PostgreSQL can only walk indexes, question by question: a join that it may turn into a scan of
     * the whole table would be the cheaper plan on the day of the installation, and be kept when the table has grown.
     */
    private static final String LOOK_UP = """
            select known.kind, known.subscription_status, lines.products, lines.quantities,
                   (select label from zone where zone.database_uuid = known.uuid) as zone,
                   newest.serial, newest.zone, newest.door, newest.issuer, newest.generation, newest.not_before,
                   newest.not_after, newest.issued_at, newest.box_identifier, newest.box_name, newest.der,
                   (select true from revocation where revocation.serial = newest.serial) as revoked,
                   (select true from compromised_key where compromised_key.key_sha256 = asked.key) as compromised
            from unnest($1::uuid[], $2::bytea[], $3::bytea[]) with ordinality as asked (uuid, code, key, position)
            left join lateral (
                select *, sha256(convert_to(enterprise_code, 'UTF8')) as code from known_database
                where known_database.uuid >= asked.uuid
                order by known_database.uuid limit 1) as known
                on (known.uuid, known.code) = (asked.uuid, asked.code)
            left join lateral (
                select array_agg(product order by position) as products,
                       array_agg(quantity order by position) as quantities
                from subscription_line where subscription_line.database_uuid = known.uuid) as lines on true
            left join lateral (
                select * from certificate
                where certificate.database_uuid = known.uuid and certificate.key_sha256 = asked.key
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
        Buffer[] codes = questions.stream()
                .map(question -> Buffer.buffer(question.code().sha256()))
                .toArray(Buffer[]::new);
        Buffer[] keys = questions.stream()
                .map(question -> Buffer.buffer(question.key().bytes()))
                .toArray(Buffer[]::new);
        return connections
                .with(connection -> connection.preparedQuery(LOOK_UP).execute(Tuple.of(uuids, codes, keys)))
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
        String label = row.getString(4);
        return new Standing(
                row.getString(0) == null ? null : facts(question.database(), row),
                label == null ? null : new Zone(label),
                row.getString(5) == null ? null : newest(question, row),
                row.getBoolean(16) != null,
                row.getBoolean(17) != null);
    }

    private static DatabaseFacts facts(DatabaseUuid database, Row row) {
        // Null when there is no line.
        String[] products = Objects.requireNonNullElse(row.getArrayOfStrings(2), new String[0]);
        Integer[] quantities = row.getArrayOfIntegers(3);
        return new DatabaseFacts(
                database,
                DatabaseKind.valueOf(row.getString(0)),
                SubscriptionStatus.valueOf(row.getString(1)),
                IntStream.range(0, products.length)
                        .mapToObj(i -> new SubscriptionLine(products[i], quantities[i]))
                        .toList());
    }

    private static Recorded newest(Question question, Row row) {
        return new Recorded(
                row.getString(5),
                question.database(),
                new Zone(row.getString(6)),
                Recorded.Door.valueOf(row.getString(7)),
                row.getString(8),
                question.key(),
                row.getInteger(9),
                row.getOffsetDateTime(10).toInstant(),
                row.getOffsetDateTime(11).toInstant(),
                row.getOffsetDateTime(12).toInstant(),
                new Recorded.Box(row.getString(13), row.getString(14)),
                row.getBuffer(15).getBytes());
    }
}
