package io.padlock.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.faults.Trial.Readiness;
import io.padlock.running.Await;
import io.padlock.running.Customer;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every connection to PostgreSQL is taken by operators who wait for a lock; boxes ask meanwhile. */
class PoolExhaustedIT {

    private static final int CONNECTIONS = 2;
    private static final Duration LASTS = Duration.ofSeconds(Length.of(7, 60));

    @TempDir
    Path data;

    private volatile boolean released;

    @Test
    void boxes_wait_or_come_later_and_are_served_once_a_connection_is_free() throws Exception {
        try (WiredServer wired = WiredServer.start(data, "-Dquarkus.datasource.reactive.max-size=" + CONNECTIONS);
                Sql other = wired.sql();
                Sql sql = wired.sql()) {
            Customer customer = Customer.knownTo(wired.server());
            other.run("begin; select 1 from known_database where uuid = '" + customer.uuid() + "' for update");

            List<CompletableFuture<Void>> operators = new ArrayList<>();
            Trial.of(
                    wired,
                    "pool exhausted",
                    LASTS,
                    Readiness.TELLS,
                    () -> {
                        operators.addAll(operators(wired, customer));
                        Await.until(
                                "all connections to be taken",
                                Duration.ofSeconds(5),
                                () -> waiting(sql) == CONNECTIONS);
                    },
                    () -> {
                        released = true;
                        other.run("rollback");
                    });
            operators.forEach(CompletableFuture::join);
        }
    }

    /** One who was told to come later comes again at once: the connections stay taken. */
    private List<CompletableFuture<Void>> operators(WiredServer wired, Customer customer) {
        return Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (!released) {
                        put(wired, customer);
                    }
                }))
                .limit(2 * CONNECTIONS)
                .toList();
    }

    private static void put(WiredServer wired, Customer customer) {
        try {
            assertThat(given().header(
                                    "Authorization", "Bearer " + wired.server().operatorToken())
                            .contentType("application/json")
                            .body(("{\"enterpriseCode\":\"%s\",\"kind\":\"PRODUCTION\",\"subscription\":"
                                            + "{\"status\":\"IN_PROGRESS\",\"lines\":[{\"product\":\"IOT_BOX\",\"quantity\":2}]}}")
                                    .formatted(customer.code()))
                            .put(wired.server().url() + "/v1/operator/databases/" + customer.uuid())
                            .statusCode())
                    .isIn(200, 503);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long waiting(Sql sql) {
        return sql.number(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and usename = $1",
                WiredServer.USER);
    }
}
