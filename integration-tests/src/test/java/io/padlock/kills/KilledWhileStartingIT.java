package io.padlock.kills;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at the steps of the first start, one after the other on one folder: each start mends what the last left. */
class KilledWhileStartingIT {

    private static final int FIRST_STARTS = Length.of(1, 25);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** @param isNow asked of the data folder and what the server said */
    private record Step(String what, Predicate<Server> isNow) {}

    private static final List<Step> STEPS = List.of(
            new Step("PostgreSQL is unpacked", server -> isThere(server, "postgres/postgresql-.*[.]unfinished/bin")),
            new Step("the database is created", server -> isThere(server, "postgres/data[.]unfinished/PG_VERSION")),
            new Step("PostgreSQL starts", server -> isThere(server, "postgres/data/postmaster[.]pid")),
            new Step("the tables are made", server -> server.said().contains("Bringing the database to version")),
            new Step("the authority is made", server -> isThere(server, "ca([.]unfinished)?")),
            new Step("the audit is begun", server -> isThere(server, "audit/.*[.]jsonl")),
            new Step("the operator's token is made", server -> isThere(server, "operator-token([.]unfinished)?")));

    @TempDir
    Path folder;

    @Test
    void a_first_start_that_is_killed_at_each_of_its_steps_is_finished_by_the_next() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < FIRST_STARTS; i++) {
            Path data = folder.resolve("data-" + i);
            for (Step step : STEPS) {
                killAt(step, data, i == 0 ? 0 : random.nextInt(150));
            }
            isWhole(data);
            Command.run("rm", "-rf", data.toString());
        }
    }

    private static void killAt(Step step, Path data, int delay) throws Exception {
        try (Server server = Server.launch(data, Ports.free(), Ports.free(), Map.of())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!step.isNow.test(server)) {
                assertThat(server.isAlive())
                        .as(step.what + ": " + server.said())
                        .isTrue();
                assertThat(System.nanoTime()).as(step.what).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(delay);
            server.kill();
        }
    }

    private static void isWhole(Path data) throws Exception {
        Promises promises = new Promises();
        try (Server server = Server.start(data)) {
            Caller caller = new Caller(server.url());
            Customer customer = Customer.knownTo(server);
            Answer answer = promises.heard(caller.v1(customer, Requests.good()));
            assertThat(answer.isCertificate()).as(answer.toString()).isTrue();
            assertThat(promises.heard(caller.stock(customer)).isCertificate()).isTrue();
            try (Sql sql = Sql.of(data)) {
                promises.mustHold(sql);
            }
            try (Stream<Path> all = Files.walk(data)) {
                assertThat(all.filter(file -> file.getFileName().toString().matches(".*([.]unfinished|[.]arriving)")))
                        .isEmpty();
            }
        }
        Command verified =
                Server.command("audit", "verify", data.resolve("audit").toString());
        assertThat(verified.status()).as(verified.output()).isZero();
    }

    private static boolean isThere(Server server, String path) {
        Path data = server.data();
        if (!Files.isDirectory(data)) {
            return false;
        }
        try (Stream<Path> all = Files.find(
                data, 4, (file, attributes) -> data.relativize(file).toString().matches(path))) {
            return all.findFirst().isPresent();
        } catch (java.io.IOException | java.io.UncheckedIOException changing) {
            return false;
        }
    }
}
