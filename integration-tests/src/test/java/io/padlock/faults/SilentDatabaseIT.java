package io.padlock.faults;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Server;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Off the boxes' path: operators are answered too, and the server can be stopped, while PostgreSQL says nothing. */
class SilentDatabaseIT {

    @TempDir
    Path data;

    @Test
    void operators_hear_later_and_the_server_stops_when_it_is_asked_to() throws Exception {
        try (WiredServer wired = WiredServer.start(data)) {
            Server server = wired.server();
            server.registerEligibleDatabase();
            wired.wire().silence();

            for (String path : new String[] {
                "/v1/operator/databases/" + Server.UUID, "/v1/operator/databases", "/v1/operator/certificates"
            }) {
                long asked = System.nanoTime();
                Response answer = given().header("Authorization", "Bearer " + server.operatorToken())
                        .get(server.url() + path);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(path).isLessThan(Duration.ofSeconds(25));
                assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 503);
            }

            wired.wire().hold();
            long asked = System.nanoTime();
            assertThat(server.terminate()).isIn(0, 143);
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            System.out.printf("stopped in %d ms on silent connections%n", took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(30));
        }
    }
}
