package issuance;

import issuance.Customers.Customer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * What a server has behind it: a year of certificates for so many databases, written straight into its tables. The
 * certificates are no certificates but as long as some; nobody reads them.
 */
record Past(int databases, int certificates) {

    /** In the tables' own order where that is how they grow. Indexes are left to the end, which is faster. */
    private static final String FILL = """
            set synchronous_commit = off;
            set maintenance_work_mem = '512MB';
            insert into known_database (uuid, enterprise_code, kind, subscription_status)
                select md5('database ' || i)::uuid, 'BENCH-' || lpad(i::text, 6, '0'), 'PRODUCTION', 'IN_PROGRESS'
                from generate_series(0, :databases - 1) i;
            insert into subscription_line (database_uuid, position, product, quantity)
                select uuid, 0, 'IOT_BOX', 1000 from known_database;
            insert into zone (label, database_uuid, assigned_at)
                select lpad(to_hex(i), 8, '0'), md5('database ' || i)::uuid, now() - interval '1 year'
                from generate_series(0, :databases - 1) i;

            create temp table later as
                select indexname, indexdef from pg_indexes
                where tablename = 'certificate' and schemaname = current_schema
                    and indexname not in (select conname from pg_constraint);
            do $$ declare i record; begin
                for i in select * from later loop execute 'drop index ' || quote_ident(i.indexname); end loop;
            end $$;
            insert into certificate (serial, database_uuid, zone, door, issuer, key_sha256, generation,
                                     not_before, not_after, issued_at, box_identifier, box_name, der)
                select lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || substr(md5('serial ' || i), 1, 20),
                       md5('database ' || i % :databases)::uuid, lpad(to_hex(i % :databases), 8, '0'), 'V1', 'Of before',
                       sha256(int4send(i)), 1, at, at + interval '90 days', at, 'box ' || i, 'Shop',
                       decode(repeat(md5(i::text), 38), 'hex')
                from (select i, now() - interval '1 year' + i * (interval '1 year' / greatest(:certificates, 1)) as at
                      from generate_series(1, :certificates) i) as one;
            do $$ declare i record; begin
                for i in select * from later loop execute i.indexdef; end loop;
            end $$;
            vacuum analyze;
            """;

    String asSql() {
        return "\\set databases " + databases + "\n\\set certificates " + certificates + "\n" + FILL;
    }

    /** Some of its databases, from all over. */
    Customers some(int number) {
        return new Customers(IntStream.range(0, number)
                .map(i -> (int) ((long) i * databases / number))
                .mapToObj(Past::customer)
                .toList());
    }

    private static Customer customer(int number) {
        return new Customer(
                uuid("database " + number).toString(), "BENCH-%06d".formatted(number), "%08x".formatted(number));
    }

    /** As PostgreSQL's md5(…)::uuid. */
    private static UUID uuid(String name) {
        try {
            BigInteger md5 =
                    new BigInteger(1, MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8)));
            return new UUID(md5.shiftRight(64).longValue(), md5.longValue());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
