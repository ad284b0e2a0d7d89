package io.padlock.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.padlock.kills.Caller.Answer;
import io.padlock.kills.Caller.Door;
import io.padlock.kills.Caller.Entry;
import io.padlock.running.Command;
import io.padlock.running.Database;
import io.padlock.running.Server;
import io.padlock.testing.Length;
import io.padlock.testing.requests.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code kill -9} of the server at every step of an issuance, at both doors, for first and further certificates. The box
 * asks again at another replica, as it would behind a load balancer, while the killed one starts again.
 */
class KilledWhileIssuingIT {

    private static final int KILLS = Length.of(1, 100);
    private static final int WARM = 2;
    private static final String CODE = "M21081412345678";

    @TempDir
    private static Path data;

    private static final ExecutorService STARTING = Executors.newFixedThreadPool(WARM);
    private static final Queue<Future<Victim>> READY = new ArrayDeque<>();
    private static Database database;
    private static Server survivor;
    private static int round;

    @BeforeAll
    static void servers_on_one_database() throws Exception {
        database = Database.start(data.resolve("database"));
        survivor = Server.start(data.resolve("survivor"), database.settings(database.port()));
        for (int i = 0; i < WARM; i++) {
            Path folder = data.resolve("victim-" + i);
            folder.toFile().mkdirs();
            Command copied = Command.run("cp", "-a", data.resolve("survivor/ca").toString(), folder.toString());
            assertThat(copied.status()).as(copied.output()).isZero();
            Victim victim = new Victim(folder, database);
            READY.add(STARTING.submit(() -> {
                victim.start();
                return victim;
            }));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            while (!READY.isEmpty()) {
                READY.remove().get().close();
            }
        } finally {
            STARTING.shutdownNow();
            survivor.close();
            database.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_server_that_is_killed_leaves_no_certificate_that_the_ledger_does_not_hold_and_no_second_one_for_a_key(
            Moment moment) throws Exception {
        for (int i = 0; i < KILLS; i++) {
            round++;
            Victim victim = READY.remove().get();
            try {
                kill(victim, moment);
            } finally {
                READY.add(STARTING.submit(() -> {
                    victim.startAgain();
                    return victim;
                }));
            }
        }
    }

    private void kill(Victim victim, Moment moment) throws Exception {
        Caller caller = newcomer(round % 2 == 0 ? Door.V1 : Door.STOCK);
        boolean first = round / 2 % 2 == 0 || moment.isOfAFirstCertificate();
        Caller before = first ? newcomer(Door.V1) : caller.withAnotherKey();
        long audited = victim.certificatesInTheAudit();
        String zone = zoneAfter(before, before.ask(victim.port()));
        victim.awaitTheAudit(audited + 1);
        List<Entry> known = caller.ledger(survivor);

        victim.killAt(moment);
        Optional<Answer> answer = askOnce(caller, victim);
        victim.awaitDeath();

        List<Entry> left = caller.ledger(survivor);
        assertThat(left.size() - known.size()).as("recorded").isBetween(0, 1);
        answer.flatMap(Answer::serial)
                .ifPresent(
                        received -> assertThat(left).extracting(Entry::serial).contains(received));
        if (moment == Moment.WHEN_THE_AUDIT_HAS_IT) {
            assertThat(victim.isInTheAudit(left.get(0).serial())).isTrue();
        }
        Answer again = caller.ask(survivor.port());
        List<Entry> now = caller.ledger(survivor);
        assertThat(again.serial()).as(again.body()).isPresent();
        assertThat(now).extracting(Entry::serial).contains(again.serial().orElseThrow());
        if (caller.door() == Door.V1) {
            assertThat(now).as("one certificate for one key").hasSize(known.size() + 1);
            assertThat(again.status()).isEqualTo(left.size() > known.size() ? 200 : 201);
        }
        assertThat(now)
                .extracting(Entry::zone)
                .as("one zone for ever")
                .containsOnly(first ? now.get(0).zone() : zone);
        left.forEach(entry -> assertThat(now).contains(entry));
    }

    private static String zoneAfter(Caller caller, Answer answer) throws IOException {
        assertThat(answer.serial()).as(answer.body()).isPresent();
        return caller.ledger(survivor).get(0).zone();
    }

    private static Optional<Answer> askOnce(Caller caller, Victim victim) throws InterruptedException {
        try {
            return Optional.of(caller.ask(victim.port()));
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    private static Caller newcomer(Door door) throws IOException {
        String uuid = UUID.randomUUID().toString();
        survivor.register(uuid, CODE, "PRODUCTION");
        return new Caller(uuid, CODE, door, Requests.good());
    }
}
