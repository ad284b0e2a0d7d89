package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.running.Alone;
import io.padlock.running.Answer;
import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Customer;
import io.padlock.running.Database;
import io.padlock.running.Door;
import io.padlock.running.LoadBalancer;
import io.padlock.running.LoadBalancer.Replica;
import io.padlock.running.Ports;
import io.padlock.running.Promises;
import io.padlock.running.Server;
import io.padlock.running.Sql;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas behind a load balancer that are restarted one after the other, while boxes ask on kept connections. */
@Alone
class RollingRestartIT {

    private static final int ROUNDS = Length.of(1, 25);
    private static final int BOXES = 12;
    private static final Duration PROBES = Duration.ofMillis(500);
    /** As docs/operations.md says: longer than the probes need, and than a client lets its connection rest. */
    private static final Duration DELAY = Duration.ofSeconds(3);

    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path data;

    private static final List<Replica> PLACES =
            List.of(new Replica(Ports.free(), Ports.free()), new Replica(Ports.free(), Ports.free()));
    private static final List<Server> REPLICAS = new ArrayList<>();
    private static Database database;
    private static LoadBalancer balancer;

    private final Promises promises = new Promises();
    private final Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    @BeforeAll
    static void two_replicas_behind_a_load_balancer() throws Exception {
        database = Database.start(data.resolve("database"));
        REPLICAS.add(launch(0));
        REPLICAS.get(0).awaitReady();
        Files.createDirectories(data.resolve("1"));
        Command.run(
                "cp", "-a", data.resolve("0/ca").toString(), data.resolve("1").toString());
        REPLICAS.add(launch(1));
        REPLICAS.get(1).awaitReady();
        balancer = new LoadBalancer(PLACES, PROBES);
        Await.until("both replicas at the load balancer", PATIENCE, balancer::allAreReady);
    }

    @AfterAll
    static void stop() throws Exception {
        balancer.close();
        for (Server replica : REPLICAS) {
            replica.kill();
            replica.close();
        }
        database.close();
    }

    private static Server launch(int number) throws IOException {
        return Server.launch(
                data.resolve(String.valueOf(number)),
                PLACES.get(number).port(),
                PLACES.get(number).managementPort(),
                Map.of(),
                database.settings(
                        database.port(),
                        "-Dquarkus.shutdown.delay=" + DELAY.toSeconds() + "s",
                        "-Dpadlock.budget.database.burst-per-box=0"));
    }

    @Test
    void a_rolling_restart_under_load_fails_no_request() throws Exception {
        List<Thread> boxes = new ArrayList<>();
        for (int i = 0; i < BOXES; i++) {
            Customer customer = Customer.knownTo(REPLICAS.get(0));
            Door door = i % 3 == 0 ? Door.STOCK : Door.V1;
            // Half of them are in a hurry; the others let their connection rest.
            long rest = i % 2 == 0 ? 40 : LONGEST_REST.toMillis();
            Thread box = new Thread(() -> ask(customer, door, rest), "box");
            box.start();
            boxes.add(box);
        }

        for (int round = 0; round < ROUNDS; round++) {
            restart(0);
            restart(1);
        }
        stopped = true;
        for (Thread box : boxes) {
            box.join();
        }

        assertThat(broken).as("boxes that heard what nobody understands").isEmpty();
        assertThat(promises.answers().stream().map(Answer::database).distinct())
                .as("boxes that were heard")
                .hasSize(BOXES);
        assertThat(REPLICAS).allMatch(Server::isReady).allMatch(Server::isLive);
        assertThat(promises.answers()).hasSizeGreaterThan(ROUNDS * 100);
        assertThat(promises.answers().stream()
                        .filter(answer -> !answer.isCertificate())
                        .map(answer -> answer.asked() + " " + answer.status() + " " + answer.body()))
                .as("failed, of " + promises.answers().size())
                .isEmpty();
        try (Sql sql = database.sql()) {
            promises.mustHold(sql);
            Promises.noKeyHasTwoCertificates(sql);
        }
    }

    private static void restart(int number) throws Exception {
        Server old = REPLICAS.get(number);
        old.askToEnd();
        Await.until("readiness to go down while it still serves", DELAY, () -> !old.isReady());
        assertThat(old.isAlive()).isTrue();
        assertThat(old.awaitEnd()).as(old.said()).isIn(0, 143);
        old.close();
        Server next = launch(number);
        REPLICAS.set(number, next);
        next.awaitReady();
        Await.until("both replicas at the load balancer", PATIENCE, balancer::allAreReady);
        TimeUnit.MILLISECONDS.sleep(LONGEST_REST.toMillis());
    }

    private void ask(Customer customer, Door door, long rest) {
        Random random = new Random(customer.uuid().hashCode());
        String request = Requests.good();
        try (KeepAliveClient client = new KeepAliveClient(balancer.port())) {
            for (int i = 0; !stopped; i++) {
                request = i % 4 == 0 ? Requests.good() : request;
                promises.heard(client.ask(door, customer, request));
                TimeUnit.MILLISECONDS.sleep(1 + random.nextLong(rest));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            broken.add(e);
        }
    }
}
