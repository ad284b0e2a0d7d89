package io.padlock.provisioning.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.provisioning.TestServer;
import io.padlock.provisioning.eligibility.DatabaseFacts;
import io.padlock.provisioning.eligibility.DatabaseKind;
import io.padlock.provisioning.eligibility.DatabaseUuid;
import io.padlock.provisioning.eligibility.EnterpriseCode;
import io.padlock.provisioning.eligibility.SubscriptionLine;
import io.padlock.provisioning.eligibility.SubscriptionStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServer.class)
@Timeout(60)
class ImportTest {

    @Inject
    Imports imports;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_end_waits_for_the_statement_that_is_under_way_and_nothing_is_sent_after_it(boolean asOne) {
        UUID held = UUID.randomUUID();
        String code = "GIVEN-UP-" + asOne;
        Import earlier = imports.one(true, Duration.ofMinutes(1));
        await(earlier.begin());
        await(earlier.write(List.of(line(1, held, "BEFORE"))));
        await(earlier.commit());
        await(earlier.end());
        SqlConnection other = await(pool.getConnection());
        Transaction lock = await(other.begin());
        await(other.query("select from known_database where uuid = '" + held + "' for update")
                .execute());
        Import late = imports.one(asOne, Duration.ofMinutes(1));
        await(late.begin());

        CompletableFuture<Imported> written = late.write(List.of(line(1, held, code), line(2, UUID.randomUUID(), code)))
                .subscribeAsCompletionStage();
        while (number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Void> ended = late.end().subscribeAsCompletionStage();
        assertThat(ended).as("a connection that works is not given back").isNotDone();
        await(lock.rollback());
        await(other.close());

        assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
        assertThat(written).isCompletedExceptionally();
        assertThat(number("select count(*) from known_database where enterprise_code = '" + code + "'"))
                .isZero();
    }

    private static NumberedDatabase line(long number, UUID uuid, String code) {
        return new NumberedDatabase(
                number,
                new DatabaseFacts(
                        new DatabaseUuid(uuid),
                        DatabaseKind.COPY,
                        SubscriptionStatus.IN_PROGRESS,
                        List.of(new SubscriptionLine(SubscriptionLine.IOT_BOX, 1))),
                EnterpriseCode.parse(code));
    }

    private long number(String sql) {
        RowSet<Row> rows = await(pool.query(sql).execute());
        return rows.iterator().next().getLong(0);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(20));
    }
}
