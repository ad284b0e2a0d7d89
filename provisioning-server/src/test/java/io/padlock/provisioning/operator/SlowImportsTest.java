package io.padlock.provisioning.operator;

import static io.padlock.provisioning.operator.Api.NDJSON;
import static io.padlock.provisioning.operator.Api.json;
import static io.padlock.provisioning.operator.Api.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.padlock.provisioning.TestServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports into a database that does not answer in time. */
@QuarkusTest
@QuarkusTestResource(TestServer.class)
@QuarkusTestResource(value = SlowImportsTest.Impatient.class, restrictToAnnotatedClass = true)
@Timeout(60)
class SlowImportsTest {

    public static class Impatient implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            return Map.of("padlock.operator.import-patience", "1s");
        }

        @Override
        public void stop() {}
    }

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"ALL_OR_NOTHING", "LINE_BY_LINE"})
    void what_was_told_to_come_later_is_not_stored_when_the_database_can_go_on(String mode) {
        String held = uuid();
        send(NDJSON, mode, json(held, "BEFORE", "PRODUCTION", 1)).then().statusCode(200);
        SqlConnection other = pool.getConnection().await().indefinitely();
        Transaction lock = other.begin().await().indefinitely();
        other.query("select from known_database where uuid = '" + held + "' for update")
                .execute()
                .await()
                .indefinitely();

        send(NDJSON, mode, json(held, "LATE-" + mode, "COPY", 1) + json(uuid(), "LATE-" + mode, "COPY", 1))
                .then()
                .statusCode(503)
                .body("code", equalTo("TRY_LATER"));
        lock.rollback().await().indefinitely();
        other.close().await().indefinitely();
        while (number("select count(*) from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid()") > 0) {
            Thread.onSpinWait();
        }

        assertThat(number("select count(*) from known_database where enterprise_code = 'LATE-" + mode + "'"))
                .isZero();
    }

    @Test
    void when_nobody_says_whether_it_was_stored_that_is_what_is_told() {
        run("create function cut() returns trigger language plpgsql as"
                + " 'begin perform pg_terminate_backend(pg_backend_pid()); return null; end'");
        run("create constraint trigger cut after insert on known_database deferrable initially deferred for each row"
                + " when (new.enterprise_code = 'CUT') execute function cut()");

        send(NDJSON, "ALL_OR_NOTHING", json(uuid(), "CUT", "COPY", 1))
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("NOT_CONFIRMED"));

        run("drop function cut cascade");
    }

    private long number(String sql) {
        return run(sql).iterator().next().getLong(0);
    }

    private RowSet<Row> run(String sql) {
        return pool.query(sql).execute().await().indefinitely();
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
