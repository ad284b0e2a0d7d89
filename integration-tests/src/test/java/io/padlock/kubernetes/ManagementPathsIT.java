package io.padlock.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Server;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What manifests may ask the management port for is there. */
class ManagementPathsIT {

    @Test
    void a_server_that_is_ready_answers_each_path_that_probes_and_monitors_are_held_to(@TempDir Path data)
            throws Exception {
        try (Server server = Server.start(data)) {
            assertThat(Paths.all())
                    .hasSize(3)
                    .allSatisfy(path -> assertThat(given().get("http://127.0.0.1:" + server.managementPort() + path)
                                    .statusCode())
                            .isEqualTo(200));
        }
    }
}
