package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.padlock.running.Await;
import io.padlock.running.Database;
import io.padlock.running.Ports;
import io.padlock.running.Processes;
import io.padlock.running.Server;
import io.restassured.response.Response;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged server starts, stops, is killed, and stands a database that goes away. */
class ServerProcessIT {

    @TempDir
    Path data;

    @AfterEach
    void nothing_is_left_running() throws Exception {
        Await.until(
                "the end of everything on " + data,
                Duration.ofSeconds(30),
                () -> Processes.on(data).isEmpty());
    }

    @Test
    void starts_with_no_setting_but_its_folder_and_keeps_its_secrets_to_its_owner() throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Ports.free(), Map.of())) {
            server.awaitReady();
            assertThat(server.operatorToken()).hasSize(43);
            for (String secret :
                    List.of("operator-token", "ca/issuing.key", "ca/offline/root.key", "postgres/password")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
                        .as(secret)
                        .isEqualTo("rw-------");
            }
            assertThat(server.said()).contains("TEST authority").doesNotContain(server.operatorToken());
            given().get(server.url() + "/q/openapi").then().statusCode(200);
        }
    }

    @Test
    void signs_by_bouncy_castle_where_the_faster_native_code_can_not_be_loaded() throws Exception {
        try (Server server = Server.start(data, "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true")) {
            server.registerEligibleDatabase();

            stock(server).then().body("error", nullValue());
            assertThat(server.said()).contains("signed by Bouncy Castle");
        }
    }

    @Test
    void keeps_its_authority_and_a_databases_zone_across_restarts() throws Exception {
        String root;
        String zone;
        try (Server server = Server.start(data)) {
            server.registerEligibleDatabase();
            root = Files.readString(server.root());
            zone = stock(server).path("result.subject_cn");
        }
        try (Server server = Server.start(data)) {
            assertThat(Files.readString(server.root())).isEqualTo(root);
            assertThat(stock(server).<String>path("result.subject_cn")).isEqualTo(zone);
        }
    }

    @Test
    void leaves_nothing_running_when_it_is_killed_and_starts_again_at_once_with_all_it_had() throws Exception {
        Server killed = Server.start(data);
        killed.registerEligibleDatabase();
        String zone = stock(killed).path("result.subject_cn");

        killed.kill();

        try (Server server = Server.start(data)) {
            assertThat(stock(server).<String>path("result.subject_cn")).isEqualTo(zone);
        }
    }

    @Test
    void leaves_nothing_running_and_no_port_open_when_it_is_killed_for_good() throws Exception {
        Server killed = Server.start(data);
        int port = killed.port();

        killed.kill();

        Await.until(
                "the end of everything",
                Duration.ofSeconds(30),
                () -> Processes.on(data).isEmpty());
        assertThat(Ports.isOpen(port)).isFalse();
    }

    @Test
    void stops_cleanly_when_it_is_asked_to() throws Exception {
        Server server = Server.start(data);

        server.terminate();

        assertThat(Processes.on(data)).as("its PostgreSQL went before it").isEmpty();
        assertThat(Files.readString(data.resolve("postgres/postgresql.log"))).contains("database system is shut down");
        assertThat(server.said()).doesNotContain("ERROR").doesNotContain("\tat ");
    }

    @Test
    void a_port_in_use_is_a_sentence_that_names_it_and_the_setting() throws Exception {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int taken = somebody.getLocalPort();
            try (Server server = Server.launch(data, taken, Ports.free(), Map.of())) {
                assertThat(server.awaitEnd()).isEqualTo(1);
                assertThat(server.said())
                        .contains("Port " + taken + " on 127.0.0.1 can't be opened")
                        .contains("QUARKUS_HTTP_PORT")
                        .doesNotContain("\tat ");
            }
            try (Server server = Server.launch(data, Ports.free(), taken, Map.of())) {
                assertThat(server.awaitEnd()).isEqualTo(1);
                assertThat(server.said()).contains("quarkus.management.port").doesNotContain("\tat ");
            }
        }
    }

    @Test
    void a_folder_in_use_is_a_sentence_that_names_who_uses_it() throws Exception {
        try (Server first = Server.start(data);
                Server second = Server.launch(data, Ports.free(), Ports.free(), Map.of())) {
            assertThat(second.awaitEnd()).isEqualTo(1);
            assertThat(second.said())
                    .contains("is already using " + data.resolve("postgres"))
                    .contains("PADLOCK_DATA")
                    .doesNotContain("\tat ");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void settings_that_cannot_work_are_sentences_at_the_start() throws Exception {
        assertThat(saidAtTheEnd("-Dpadlock.issuance.validity=400d")).contains("browsers take");
        assertThat(saidAtTheEnd("-Dpadlock.operator.token=short")).contains("16 are the fewest");
        assertThat(saidAtTheEnd("-Dpadlock.naming.parent-domain=Odoo")).contains("padlock.naming.parent-domain");
        assertThat(saidAtTheEnd("-Dpadlock.naming.parent-domain=example.com"))
                .as("the authority was made for odoo-iot.com by the starts before")
                .contains("limited to the domain that it was made for");
        assertThat(saidAtTheEnd("-Dpadlock.stock.deadline=6s")).contains("padlock.stock.deadline");
        assertThat(saidAtTheEnd("-Dpadlock.crl.life=11d"))
                .contains("padlock.crl.life")
                .contains("10 days are the most");
        assertThat(saidAtTheEnd("-Dpadlock.crl.refresh=6d")).contains("padlock.crl.refresh");
        assertThat(saidAtTheEnd("-Dpadlock.history.keep=23h")).contains("padlock.history.keep");
        assertThat(saidAtTheEnd("-Dquarkus.http.port=70000")).contains("a port is a number");
        assertThat(saidAtTheEnd("-Dpadlock.issuance.validity=abc")).contains("A setting can't be read.");
        assertThat(saidAtTheEnd("-Dquarkus.datasource.reactive.url=jdbc:postgresql://me:hunter2@127.0.0.1/x"))
                .contains("without jdbc:")
                .doesNotContain("hunter2");
    }

    @Test
    void takes_quarkus_own_settings_for_a_database_and_brings_none_then() throws Exception {
        try (Server first = Server.start(data.resolve("first"))) {
            String port = Files.readAllLines(data.resolve("first/postgres/data/postmaster.pid"))
                    .get(3);
            String password =
                    Files.readString(data.resolve("first/postgres/password")).strip();
            try (Server second = Server.launch(
                    data.resolve("second"),
                    Ports.free(),
                    Ports.free(),
                    Map.of(
                            "QUARKUS_DATASOURCE_REACTIVE_URL",
                            "postgresql://127.0.0.1:" + port.strip() + "/postgres",
                            "QUARKUS_DATASOURCE_USERNAME",
                            "padlock",
                            "QUARKUS_DATASOURCE_PASSWORD",
                            password))) {
                second.awaitReady();
                assertThat(data.resolve("second/postgres")).doesNotExist();
                first.registerEligibleDatabase();
                stock(second).then().body("error", nullValue());
            }
        }
    }

    @Test
    void stops_at_once_when_it_is_asked_to_while_it_waits_for_its_database() throws Exception {
        Server waiting = Server.launch(
                data,
                Ports.free(),
                Ports.free(),
                Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:" + Ports.free() + "/x"));
        Await.until(
                "a first warning", Duration.ofSeconds(60), () -> waiting.said().contains("can't be used yet"));

        long asked = System.nanoTime();
        waiting.terminate();

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
        assertThat(waiting.said())
                .contains("stopped while it waited for its database")
                .doesNotContain("\tat ");
    }

    @Test
    void one_port_for_two_purposes_is_refused() throws Exception {
        int port = Ports.free();
        try (Server server = Server.launch(data, port, port, Map.of())) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.said()).contains("are both " + port + "; each needs its own");
        }
    }

    @Test
    void a_database_that_hangs_is_told_to_boxes_in_time_and_the_server_heals_when_it_is_back() throws Exception {
        try (Server server = Server.start(data)) {
            server.registerEligibleDatabase();
            List<Long> postgres = Processes.postgresOn(data);
            assertThat(postgres).hasSizeGreaterThan(1);

            Processes.signal("STOP", postgres);
            try {
                long asked = System.nanoTime();
                Response answer = stock(server);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
                answer.then()
                        .statusCode(200)
                        .body("result", nullValue())
                        .body("error.code", equalTo(503))
                        .body("error.data.retryable", equalTo(true));
                assertThat(server.isLive()).isTrue();
            } finally {
                Processes.signal("CONT", postgres);
            }

            Await.until(
                    "the first success after its return",
                    Duration.ofSeconds(10),
                    () -> stock(server).path("error") == null);
        }
    }

    @Test
    void a_database_that_is_gone_is_a_503_that_says_when_to_come_back() throws Exception {
        try (Database database = Database.start(data.resolve("database"));
                Server server = Server.start(data, database.settings(database.port()))) {
            server.registerEligibleDatabase();

            database.kill();

            given().contentType("application/json")
                    .body(Map.of(
                            "databaseUuid",
                            Server.UUID,
                            "enterpriseCode",
                            Server.CODE,
                            "signingRequest",
                            SIGNING_REQUEST))
                    .post(server.url() + "/v1/certificates")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", Integer::parseInt, greaterThan(4))
                    .body("code", equalTo("TRY_LATER"))
                    .body("retryable", equalTo(true));
            stock(server).then().statusCode(200).body("result", nullValue()).body("error.code", equalTo(503));
            given().header("Authorization", "Bearer " + server.operatorToken())
                    .get(server.url() + "/v1/operator/databases/" + Server.UUID)
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("TRY_LATER"));
            assertThat(server.isReady()).isFalse();
            assertThat(server.isLive()).isTrue();
        }
    }

    @Test
    void a_postgresql_of_its_own_that_is_killed_is_started_again_and_the_server_goes_on() throws Exception {
        try (Server server = Server.start(data)) {
            server.registerEligibleDatabase();
            String zone = stock(server).path("result.subject_cn");

            Processes.signal("KILL", Processes.postgresOn(data));

            Await.until(
                    "the end of PostgreSQL in the log",
                    Duration.ofSeconds(10),
                    () -> server.said().contains("PostgreSQL ended though nobody asked it to"));
            Await.until(
                    "a certificate", Duration.ofSeconds(60), () -> stock(server).path("error") == null);
            assertThat(stock(server).<String>path("result.subject_cn")).isEqualTo(zone);
            Await.until("readiness", Duration.ofSeconds(10), server::isReady);
            assertThat(server.said()).contains("PostgreSQL runs again.");
        }
    }

    private String saidAtTheEnd(String setting) throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Ports.free(), Map.of(), setting)) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.said())
                    .contains("The provisioning server can't start. ")
                    .doesNotContain("\tat ");
            return server.said();
        }
    }

    private static Response stock(Server server) {
        return given().header("Content-type", "application/json")
                .header("Accept", "text/plain")
                .body("{\"params\": {\"db_uuid\": \"%s\", \"enterprise_code\": \"%s\"}}"
                        .formatted(Server.UUID, Server.CODE))
                .post(server.url() + "/odoo-enterprise/iot/x509");
    }

    /** A P-256 key's, made by OpenSSL; the contract's own example. */
    private static final String SIGNING_REQUEST = """
            -----BEGIN CERTIFICATE REQUEST-----
            MIG5MGICAQAwADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIS2y5hsotQRPJtR
            Wow6LpsPcsGFidptTfC2q1Q8GCidK/FG+GuJA2YhIr86lAWT24UkxZaVkS5N5oGQ
            pRGgVimgADAKBggqhkjOPQQDAgNHADBEAiB72MfQN7XMVTK7ZJHxAECGy7X5VGxz
            30pMIdP++J3hegIgKF3Ljttfw8N00MeDV/wt/Il8xva1DJsPPUx99eVI7yo=
            -----END CERTIFICATE REQUEST-----
            """;
}
