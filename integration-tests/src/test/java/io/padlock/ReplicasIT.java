package io.padlock;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Command;
import io.padlock.running.Ports;
import io.padlock.running.Server;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged servers on one PostgreSQL, with one authority: nothing else is shared, and none of them leads. */
class ReplicasIT {

    @TempDir
    private static Path data;

    private static Server first;
    private static Server second;

    @BeforeAll
    static void two_replicas() throws Exception {
        first = Server.start(data.resolve("first"));
        copyAuthority(data.resolve("first/ca"), data.resolve("second/ca"));
        second = Server.launch(
                data.resolve("second"),
                Ports.free(),
                Ports.free(),
                Map.of(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgresql://127.0.0.1:" + line(data.resolve("first/postgres/data/postmaster.pid"), 3)
                                + "/postgres",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "padlock",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        line(data.resolve("first/postgres/password"), 0)));
        second.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        second.close();
        first.close();
    }

    @Test
    void one_key_that_asks_both_at_once_gets_one_certificate() throws Exception {
        String database = UUID.randomUUID().toString();
        first.register(database, "CODE", "PRODUCTION");
        for (int key = 0; key < 30; key++) {
            String request = signingRequest(key);

            List<Response> answers = atOnce(List.of(
                    () -> ask(first, database, request),
                    () -> ask(second, database, request),
                    () -> ask(first, database, request),
                    () -> ask(second, database, request)));

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.statusCode())
                            .as(answer.asString())
                            .isIn(200, 201));
            assertThat(answers.stream().map(answer -> answer.<String>path("serial")))
                    .as("key " + key)
                    .containsOnly(answers.get(0).<String>path("serial"));
            assertThat(answers.stream().filter(answer -> answer.statusCode() == 201))
                    .hasSize(1);
        }
    }

    @Test
    void a_database_that_asks_both_at_once_for_the_first_time_gets_one_zone() throws Exception {
        for (int i = 0; i < 30; i++) {
            String database = UUID.randomUUID().toString();
            first.register(database, "CODE", "PRODUCTION");

            List<Response> answers = atOnce(List.of(() -> stock(first, database), () -> stock(second, database)));

            assertThat(answers.stream()
                            .map(answer -> answer.<String>path("result.subject_cn"))
                            .distinct())
                    .hasSize(1)
                    .doesNotContainNull();
        }
    }

    @Test
    void what_an_operator_tells_one_of_them_the_other_knows() throws Exception {
        String database = UUID.randomUUID().toString();

        second.register(database, "CODE", "STAGING");

        assertThat(stock(first, database).<String>path("error.data.reasons[0].code"))
                .isEqualTo("NOT_A_PRODUCTION_DATABASE");
    }

    private static List<Response> atOnce(List<Callable<Response>> boxes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(boxes.size());
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : threads.invokeAll(boxes)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        return answers;
    }

    private static Response ask(Server server, String database, String request) {
        return given().contentType("application/json")
                .body(Map.of("databaseUuid", database, "enterpriseCode", "CODE", "signingRequest", request))
                .post(server.url() + "/v1/certificates");
    }

    private static Response stock(Server server, String database) {
        return given().contentType("application/json")
                .body(Map.of("params", Map.of("db_uuid", database, "enterprise_code", "CODE")))
                .post(server.url() + "/odoo-enterprise/iot/x509");
    }

    private static String signingRequest(int number) throws Exception {
        Path request = data.resolve("request-" + number + ".pem");
        Command openssl = Command.run(
                "openssl",
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-subj",
                "/",
                "-keyout",
                data.resolve("key.pem").toString(),
                "-out",
                request.toString());
        assertThat(openssl.status()).as(openssl.output()).isZero();
        return Files.readString(request);
    }

    private static void copyAuthority(Path from, Path to) throws Exception {
        Files.createDirectories(to.getParent());
        assertThat(Command.run("cp", "-a", from.toString(), to.toString()).status())
                .isZero();
    }

    private static String line(Path file, int number) throws Exception {
        return Files.readAllLines(file).get(number).strip();
    }
}
