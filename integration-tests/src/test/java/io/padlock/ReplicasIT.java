package io.padlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Answer;
import io.padlock.running.Caller;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Ports;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged servers on one PostgreSQL, with one authority: nothing else is shared, and none of them leads. */
class ReplicasIT {

    private static final String NO_BUDGET = "-Dpadlock.budget.database.burst-per-box=0";

    private static final int RACES = Length.of(30, 1_000);

    @TempDir
    private static Path data;

    private static Server first;
    private static Server second;
    private static Caller atFirst;
    private static Caller atSecond;

    private final Promises promises = new Promises();

    @BeforeAll
    static void two_replicas() throws Exception {
        first = Server.start(data.resolve("first"), NO_BUDGET);
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
                        line(data.resolve("first/postgres/password"), 0)),
                NO_BUDGET);
        second.awaitReady();
        atFirst = new Caller(first.url());
        atSecond = new Caller(second.url());
    }

    @AfterAll
    static void stop() throws Exception {
        second.close();
        first.close();
    }

    @AfterEach
    void every_promise_holds() throws Exception {
        try (Sql sql = Sql.of(data.resolve("first"))) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
        }
        assertThat(List.of(first, second)).allMatch(Server::isReady).allMatch(Server::isLive);
    }

    @Test
    void one_key_that_asks_both_at_once_gets_one_certificate() throws Exception {
        Customer customer = Customer.knownTo(first);
        for (int key = 0; key < RACES; key++) {
            String request = Requests.good();

            List<Answer> answers = atOnce(List.of(
                    atFirst.v1Async(customer, request),
                    atSecond.v1Async(customer, request),
                    atFirst.v1Async(customer, request),
                    atSecond.v1Async(customer, request)));

            assertThat(answers).allMatch(Answer::isCertificate);
            assertThat(answers.stream()
                            .map(answer -> answer.certificate().getSerialNumber())
                            .distinct())
                    .as("key " + key)
                    .hasSize(1);
            assertThat(answers.stream().filter(Answer::isNew)).hasSize(1);
        }
    }

    @Test
    void a_database_that_asks_both_at_once_for_the_first_time_gets_one_zone() throws Exception {
        for (int i = 0; i < RACES; i++) {
            Customer customer = Customer.knownTo(first);

            List<Answer> answers = atOnce(List.of(
                    atFirst.stockAsync(customer),
                    atSecond.stockAsync(customer),
                    atFirst.v1Async(customer, Requests.good()),
                    atSecond.v1Async(customer, Requests.good())));

            assertThat(answers).allMatch(Answer::isCertificate);
            assertThat(answers.stream().map(Answer::zone).distinct()).hasSize(1);
        }
    }

    @Test
    void what_an_operator_tells_one_of_them_the_other_knows() throws Exception {
        String database = UUID.randomUUID().toString();

        second.register(database, "CODE", "STAGING");

        Answer refused = atFirst.stock(new Customer(database, "CODE"));
        assertThat(refused.body().at("/error/data/reasons/0/code").asText()).isEqualTo("NOT_A_PRODUCTION_DATABASE");
    }

    private List<Answer> atOnce(List<CompletableFuture<Answer>> boxes) {
        return boxes.stream().map(box -> promises.heard(box.join())).toList();
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
