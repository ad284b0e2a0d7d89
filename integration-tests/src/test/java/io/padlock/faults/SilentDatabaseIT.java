package io.padlock.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Caller;
import io.padlock.running.Customer;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.requests.Requests;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Off the boxes' path: operators are answered too, and the server can be stopped, while PostgreSQL says nothing. */
class SilentDatabaseIT {

    /** docs/operations.md: a connection that says nothing is cut after 10 s. */
    private static final Duration CUT = Duration.ofSeconds(12);

    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** Who was asked before is answered first, here a stock box after 4 s; and what else a stop may take. */
    private static final Duration STOPPED = Duration.ofSeconds(4 + 10);

    @TempDir
    Path data;

    private final Promises promises = new Promises();

    @Test
    void operators_hear_later_and_the_server_stops_when_it_is_asked_to() throws Exception {
        try (WiredServer wired = WiredServer.start(data)) {
            Server server = wired.server();
            Customer customer = Customer.knownTo(server);
            Caller caller = new Caller(server.url());
            assertThat(promises.heard(caller.v1(customer, Requests.good())).isCertificate())
                    .isTrue();

            wired.wire().silence();
            isAnswered(server, "/v1/operator/databases/" + customer.uuid(), 503, CUT);
            // The others that were silent are cut with the first.
            isAnswered(server, "/v1/operator/databases", 200, AT_ONCE);
            isAnswered(server, "/v1/operator/certificates", 200, AT_ONCE);
            Await.until("readiness", AT_ONCE, server::isReady);
            assertThat(server.isLive()).isTrue();

            wired.wire().hold();
            CompletableFuture<Answer> box = caller.stockAsync(customer);
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(box).isNotDone();
            assertThat(server.isLive()).isTrue();
            long asked = System.nanoTime();
            assertThat(server.terminate()).isIn(0, 143);
            Duration took = since(asked);
            System.out.printf("stopped in %d ms on silent connections%n", took.toMillis());
            assertThat(promises.heard(box.join()).isLater())
                    .as(box.join().toString())
                    .isTrue();
            assertThat(took).isLessThan(STOPPED);
            try (Sql sql = wired.sql()) {
                promises.mustHold(sql);
            }
        }
    }

    private static void isAnswered(Server server, String path, int status, Duration within) throws IOException {
        long asked = System.nanoTime();
        Response answer = given().header("Authorization", "Bearer " + server.operatorToken())
                .get(server.url() + path);
        assertThat(since(asked)).as(path).isLessThan(within);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private static Duration since(long moment) {
        return Duration.ofNanos(System.nanoTime() - moment);
    }
}
