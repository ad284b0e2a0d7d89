package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.kills.Caller.Answer;
import io.padlock.kills.Caller.Door;
import io.padlock.running.Await;
import io.padlock.running.Command;
import io.padlock.running.Database;
import io.padlock.running.LoadBalancer;
import io.padlock.running.LoadBalancer.Replica;
import io.padlock.running.Ports;
import io.padlock.running.Server;
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
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas behind a load balancer that are restarted one after the other, while boxes ask on kept connections. */
class RollingRestartIT {

    private static final int ROUNDS = Length.of(1, 25);
    private static final int BOXES = 32;
    private static final Duration PROBES = Duration.ofMillis(500);
    /** As docs/operations.md says: longer than the probes need, and than a client lets its connection rest. */
    private static final Duration DELAY = Duration.ofSeconds(3);

    private static final Duration LONGEST_REST = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CODE = "M21081412345678";

    @TempDir
    private static Path data;

    private static final List<Replica> PLACES = List.of(
            new Replica(Ports.free(), Ports.free()), new Replica(Ports.free(), Ports.free()));
    private static final List<Server> REPLICAS = new ArrayList<>();
    private static Database database;
    private static LoadBalancer balancer;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private volatile boolean stopped;

    @BeforeAll
    static void two_replicas_behind_a_load_balancer() throws Exception {
        database = Database.start(data.resolve("database"));
        REPLICAS.add(launch(0));
        REPLICAS.get(0).awaitReady();
        Files.createDirectories(data.resolve("1"));
        Command.run("cp", "-a", data.resolve("0/ca").toString(), data.resolve("1").toString());
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
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < BOXES; i++) {
            String uuid = UUID.randomUUID().toString();
            REPLICAS.get(0).register(uuid, CODE, "PRODUCTION");
            callers.add(new Caller(uuid, CODE, i % 3 == 0 ? Door.STOCK : Door.V1, Requests.good()));
        }
        List<Thread> boxes = callers.stream().map(this::box).toList();

        for (int round = 0; round < ROUNDS; round++) {
            restart(0);
            restart(1);
        }
        stopped = true;
        for (Thread box : boxes) {
            box.join();
        }

        assertThat(failures).as("of " + answered + " requests").isEmpty();
        assertThat(answered).hasValueGreaterThan(ROUNDS * 100L);
        List<String> ledger = new ArrayList<>();
        for (Caller caller : callers) {
            List<Caller.Entry> entries = caller.ledger(REPLICAS.get(0));
            assertThat(entries.stream().map(Caller.Entry::zone).distinct()).hasSize(1);
            entries.forEach(entry -> ledger.add(entry.serial()));
        }
        assertThat(ledger).containsAll(received);
    }

    private static void restart(int number) throws Exception {
        Server old = REPLICAS.get(number);
        assertThat(old.terminate()).as(old.said()).isIn(0, 143);
        old.close();
        Server next = launch(number);
        REPLICAS.set(number, next);
        next.awaitReady();
        Await.until("both replicas at the load balancer", PATIENCE, balancer::allAreReady);
        TimeUnit.MILLISECONDS.sleep(LONGEST_REST.toMillis());
    }

    private Thread box(Caller caller) {
        Thread box = new Thread(() -> ask(caller), "box");
        box.start();
        return box;
    }

    private void ask(Caller caller) {
        Random random = new Random(caller.database().hashCode());
        // A few are in a hurry; most let their connection rest.
        int longest = random.nextBoolean() ? 5 : (int) LONGEST_REST.toMillis();
        try (KeepAliveClient client = new KeepAliveClient(balancer.port())) {
            for (int i = 0; !stopped; i++) {
                Caller asking = i % 4 == 3 ? caller.withAnotherKey() : caller;
                try {
                    KeepAliveClient.Reply reply = client.post(asking.door().path, asking.body());
                    Answer answer = new Answer(reply.status(), reply.body(), asking.door());
                    answer.serial().ifPresentOrElse(received::add, () -> failures.add(answer.toString()));
                } catch (IOException e) {
                    failures.add("request " + i + " of its box: " + e);
                    client.close();
                }
                answered.incrementAndGet();
                TimeUnit.MILLISECONDS.sleep(1 + random.nextInt(longest));
            }
        } catch (IOException | InterruptedException e) {
            failures.add(e.toString());
        }
    }
}
